import { type Diagnostic, hasErrors } from "@cstack/model";
import { parseRepository } from "../load/parse-repository.ts";
import type { Repository } from "../load/repository.ts";
import { type RenderedUnit, renderUnit } from "../render/render-unit.ts";
import { listUnits, resolveUnit } from "../resolve/resolve.ts";

/** The smallest sources that make a unit: provider `metal` on the shared layer `base`, stack `tiny`, one addon. */
export const smallTree: Readonly<Record<string, string>> = {
  "stacks/tiny/stack.yaml": `
id: tiny
title: Tiny stack
kubernetes: ["1.35", "1.36"]
providers:
  metal: {addons: [net]}
`,
  "providers/base/provider.yaml": `
id: base
title: Shared layer
shared: true
class: class/class.yaml.ejs
templates:
  - {slot: controlPlane, kind: KubeadmControlPlaneTemplate, group: controlplane.cluster.x-k8s.io, version: v1beta2, suffix: control-plane, file: class/control-plane.yaml.ejs}
  - {slot: workerBootstrap, kind: KubeadmConfigTemplate, group: bootstrap.cluster.x-k8s.io, version: v1beta2, suffix: worker-bootstrap, file: class/bootstrap.yaml.ejs}
targets:
  nodes:
    - {slot: controlPlane, prefix: /spec/template/spec/kubeadmConfigSpec}
    - {slot: workerBootstrap, prefix: /spec/template/spec}
`,
  "providers/base/versions.yaml": `
kubernetes:
  - {minor: "1.35", version: 1.35.8, released: 2025-12-17, endOfLife: 2027-02-28, etcd: 3.6.6-0, coredns: v1.13.1, pause: 3.10.1, source: test}
  - {minor: "1.36", version: 1.36.4, released: 2026-04-22, endOfLife: 2027-06-28, etcd: 3.6.8-0, coredns: v1.14.2, pause: 3.10.2, source: test}
`,
  "providers/base/class/class.yaml.ejs": "spec: {controlPlane: {}, workers: {machineDeployments: [{}]}}\n",
  "providers/base/class/control-plane.yaml.ejs":
    'spec: {template: {spec: {kubeadmConfigSpec: {files: [{path: /etc/seed, content: seed}], clusterConfiguration: {apiServer: {extraArgs: [{name: profiling, value: "false"}]}}}}}}\n',
  "providers/base/class/bootstrap.yaml.ejs": "spec: {template: {spec: {files: [{path: /etc/seed, content: seed}]}}}\n",
  "providers/metal/provider.yaml": `
id: metal
title: Metal
includes: [base]
templates:
  - {slot: infrastructureCluster, kind: MetalClusterTemplate, group: infrastructure.cluster.x-k8s.io, suffix: cluster, file: class/cluster.yaml.ejs}
  - {slot: controlPlaneMachine, kind: MetalMachineTemplate, group: infrastructure.cluster.x-k8s.io, suffix: control-plane, file: class/machine.yaml.ejs}
  - {slot: workerMachine, kind: MetalMachineTemplate, group: infrastructure.cluster.x-k8s.io, suffix: default-worker, file: class/machine.yaml.ejs}
targets:
  cluster: [{slot: infrastructureCluster}]
  machine: [{slot: controlPlaneMachine}, {slot: workerMachine}]
outputs: {cluster: cluster.yaml.ejs}
`,
  "providers/metal/versions.yaml": "infrastructure: {api: v1beta1, contract: v1beta1, source: test}\n",
  "providers/metal/class/cluster.yaml.ejs": "spec: {template: {spec: {network: {mtu: 1500}}}}\n",
  "providers/metal/class/machine.yaml.ejs": "spec: {template: {spec: {image: <%= `node-${kubernetes.version}` %>}}}\n",
  "providers/metal/outputs/cluster.yaml.ejs":
    "{apiVersion: cluster.x-k8s.io/v1beta2, kind: Cluster, metadata: {name: my-cluster}, spec: {topology: {classRef: {name: <%= unit.className %>}}}}\n",
  "providers/metal/features/size.yaml": `
id: size
title: Machine size
docs: How large machines are.
variables:
  - {name: machineSize, description: Size of machines., schema: {type: string, default: small}}
patches:
  - name: machineSize
    on: [machine]
    ops: [{add: /spec/template/spec/size, variable: machineSize}]
`,
  "addons/net/addon.yaml": `
id: net
title: Pod network
docs: Connects pods.
role: cni
runsIn: workload
deliveries: [operator, helm]
chart: {name: net-chart, repository: "https://charts.example.com"}
namespace: kube-system
stage: AfterControlPlaneInitialized
`,
  "addons/net/versions.yaml": `
versions:
  - {minors: ["1.35"], chart: 1.0.0, source: test}
  - {minors: ["1.36"], chart: 2.0.0, source: test}
`,
};

/** A sample Cluster that can be planned; that of the small tree only names its class. */
export const plannableCluster = `
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata: {name: my-cluster}
spec:
  topology:
    classRef: {name: <%= unit.className %>}
    version: <%= \`v\${kubernetes.version}\` %>
    controlPlane: {replicas: 1}
    workers: {machineDeployments: [{class: default-worker, name: pool, replicas: 1}]}
`;

export type TreeChanges = Readonly<Record<string, string | undefined>>;

/** The small tree with files replaced, added, or (undefined) removed. */
export function treeWith(changes: TreeChanges = {}): Map<string, string> {
  const files = new Map(Object.entries(smallTree));
  for (const [path, text] of Object.entries(changes)) {
    if (text === undefined) files.delete(path);
    else files.set(path, text);
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Parses and resolves a tree and renders one unit of it; all findings in one list. */
export function renderTree(
  changes: TreeChanges = {},
  unitId = "metal-tiny-1-36",
): { rendered?: RenderedUnit; repository: Repository; diagnostics: Diagnostic[] } {
  const { repository, diagnostics } = parseRepository({ files: treeWith(changes) });
  const key = listUnits(repository).find(({ id }) => id === unitId);
  if (key === undefined || hasErrors(diagnostics)) return { repository, diagnostics };
  const resolved = resolveUnit(repository, key);
  if (resolved.unit === undefined) return { repository, diagnostics: [...diagnostics, ...resolved.diagnostics] };
  const result = renderUnit(resolved.unit, { version: "v1" });
  const all = [...diagnostics, ...resolved.diagnostics, ...result.diagnostics];
  return { ...(result.rendered === undefined ? {} : { rendered: result.rendered }), repository, diagnostics: all };
}

/** Codes of the findings a changed tree gives. */
export function codesOf(changes: TreeChanges, unitId?: string): string[] {
  return [...new Set(renderTree(changes, unitId).diagnostics.map(({ code }) => code))];
}
