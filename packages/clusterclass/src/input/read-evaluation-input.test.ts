import { expect, test } from "vitest";
import type { KubernetesObject } from "../api/objects.ts";
import { parseDocuments } from "./parse-documents.ts";
import { readEvaluationInput } from "./read-evaluation-input.ts";

function read(yaml: string) {
  const { documents, errors } = parseDocuments(yaml);
  expect(errors).toEqual([]);
  return readEvaluationInput(documents);
}

const newClass = `
apiVersion: cluster.x-k8s.io/v1beta2
kind: ClusterClass
metadata: {name: stack}
spec:
  infrastructure: {templateRef: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DevClusterTemplate, name: cluster}}
  controlPlane: {templateRef: {apiVersion: controlplane.cluster.x-k8s.io/v1beta2, kind: KubeadmControlPlaneTemplate, name: cp}}
`;

const oldTemplates = `
---
apiVersion: controlplane.cluster.x-k8s.io/v1beta1
kind: KubeadmControlPlaneTemplate
metadata: {name: cp}
spec:
  template:
    spec:
      machineNamingStrategy: {template: "{{ .cluster.name }}-{{ .random }}"}
      machineTemplate: {nodeDrainTimeout: 5m0s, metadata: {}}
      rolloutStrategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}
      remediationStrategy: {maxRetry: 2, retryPeriod: 90s}
      kubeadmConfigSpec:
        useExperimentalRetryJoin: true
        clusterConfiguration:
          clusterName: ignored
          apiServer: {timeoutForControlPlane: 4m, extraArgs: {v: "2", authorization-mode: Node}}
          etcd: {local: {dataDir: /var/lib/etcd, extraArgs: {quota: "1"}}}
        initConfiguration: {nodeRegistration: {kubeletExtraArgs: {cloud-provider: external}}, bootstrapTokens: [{token: abcdef.0123456789abcdef, ttl: 1h}]}
        joinConfiguration: {discovery: {timeout: 30s}}
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: DevClusterTemplate
metadata: {name: cluster}
spec: {template: {spec: {nodeDrainTimeout: 1m}}}
`;

const oldClass = `
apiVersion: cluster.x-k8s.io/v1beta1
kind: ClusterClass
metadata: {name: stack}
spec:
  infrastructure: {ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DevClusterTemplate, name: cluster, namespace: x}}
  infrastructureNamingStrategy: {template: "{{ .cluster.name }}"}
  controlPlane:
    ref: {apiVersion: controlplane.cluster.x-k8s.io/v1beta1, kind: KubeadmControlPlaneTemplate, name: cp}
    machineInfrastructure: {ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DevMachineTemplate, name: cp}}
    namingStrategy: {template: "{{ .cluster.name }}-cp"}
    nodeDrainTimeout: 90s
    metadata: {}
    machineHealthCheck:
      maxUnhealthy: 40%
      nodeStartupTimeout: 10m
      unhealthyConditions: [{type: Ready, status: "False", timeout: 5m}]
      remediationTemplate: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DevRemediationTemplate, name: r, uid: x}
  workers:
    machineDeployments:
      - class: default-worker
        template:
          metadata: {labels: {a: b}}
          bootstrap: {ref: {apiVersion: bootstrap.cluster.x-k8s.io/v1beta1, kind: KubeadmConfigTemplate, name: w}}
          infrastructure: {ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DevMachineTemplate, name: w}}
        strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, deletePolicy: Oldest}, remediation: {maxInFlight: 2}}
  variables: [{name: flavor, required: true, metadata: {labels: {a: b}}, schema: {openAPIV3Schema: {type: string}}}]
`;

test("one class, its templates, Clusters and CustomResourceDefinitions are told apart, all in a namespace", () => {
  const cluster = "\n---\napiVersion: cluster.x-k8s.io/v1beta2\nkind: Cluster\nmetadata: {name: demo}\n";
  const crd = "\n---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\n";
  const { input, errors } = read(`${newClass}${oldTemplates}${cluster}${crd}`);
  expect(errors).toEqual([]);
  expect(input?.clusterClass.metadata).toEqual({ name: "stack", namespace: "default" });
  expect(input?.clusters.map(({ metadata }) => metadata.name)).toEqual(["demo"]);
  expect(input?.crds).toHaveLength(1);
});

test("without exactly one class there is nothing to evaluate", () => {
  expect(read("kind: Other\napiVersion: v1").errors[0]?.rule).toBe("IN-06");
  expect(read(`${newClass}\n---${newClass}`).errors[0]?.rule).toBe("IN-06");
});

test("a class of v1beta1 becomes one of v1beta2", () => {
  const { input, errors } = read(oldClass);
  expect(errors).toEqual([]);
  const reference = (kind: string, name: string, group = "infrastructure", version = "v1beta1") => ({
    apiVersion: `${group}.cluster.x-k8s.io/${version}`,
    kind,
    name,
  });
  expect(input?.clusterClass).toEqual({
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "ClusterClass",
    metadata: { name: "stack", namespace: "default" },
    spec: {
      infrastructure: { templateRef: reference("DevClusterTemplate", "cluster"), naming: { template: "{{ .cluster.name }}" } },
      controlPlane: {
        templateRef: reference("KubeadmControlPlaneTemplate", "cp", "controlplane", "v1beta2"),
        machineInfrastructure: { templateRef: reference("DevMachineTemplate", "cp") },
        naming: { template: "{{ .cluster.name }}-cp" },
        deletion: { nodeDrainTimeoutSeconds: 90 },
        healthCheck: {
          checks: { nodeStartupTimeoutSeconds: 600, unhealthyNodeConditions: [{ type: "Ready", status: "False", timeoutSeconds: 300 }] },
          remediation: { triggerIf: { unhealthyLessThanOrEqualTo: "40%" }, templateRef: reference("DevRemediationTemplate", "r") },
        },
      },
      workers: {
        machineDeployments: [
          {
            class: "default-worker",
            metadata: { labels: { a: "b" } },
            bootstrap: { templateRef: reference("KubeadmConfigTemplate", "w", "bootstrap", "v1beta2") },
            infrastructure: { templateRef: reference("DevMachineTemplate", "w") },
            deletion: { order: "Oldest" },
            healthCheck: { remediation: { maxInFlight: 2 } },
            rollout: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } } },
          },
        ],
      },
      variables: [
        {
          name: "flavor",
          required: true,
          deprecatedV1Beta1Metadata: { labels: { a: "b" } },
          schema: { openAPIV3Schema: { type: "string" } },
        },
      ],
    },
  });
  expect(input?.converted).toEqual(["ClusterClass stack: converted from cluster.x-k8s.io/v1beta1 to cluster.x-k8s.io/v1beta2"]);
});

test("kubeadm templates go along with the class, those of providers do not", () => {
  const { input } = read(oldClass + oldTemplates);
  expect([...(input?.templates.keys() ?? [])]).toEqual([
    "controlplane.cluster.x-k8s.io/v1beta2/KubeadmControlPlaneTemplate/cp",
    "infrastructure.cluster.x-k8s.io/v1beta1/DevClusterTemplate/cluster",
  ]);
  expect(input?.templates.get("controlplane.cluster.x-k8s.io/v1beta2/KubeadmControlPlaneTemplate/cp")?.spec).toEqual({
    template: {
      spec: {
        machineNaming: { template: "{{ .cluster.name }}-{{ .random }}" },
        machineTemplate: { spec: { deletion: { nodeDrainTimeoutSeconds: 300 } } },
        rollout: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } } },
        remediation: { maxRetry: 2, retryPeriodSeconds: 90 },
        kubeadmConfigSpec: {
          clusterConfiguration: {
            apiServer: {
              extraArgs: [
                { name: "authorization-mode", value: "Node" },
                { name: "v", value: "2" },
              ],
            },
            etcd: { local: { dataDir: "/var/lib/etcd", extraArgs: [{ name: "quota", value: "1" }] } },
          },
          initConfiguration: {
            bootstrapTokens: [{ token: "abcdef.0123456789abcdef", ttlSeconds: 3600 }],
            nodeRegistration: { kubeletExtraArgs: [{ name: "cloud-provider", value: "external" }] },
            timeouts: { controlPlaneComponentHealthCheckSeconds: 240 },
          },
          joinConfiguration: { timeouts: { controlPlaneComponentHealthCheckSeconds: 240, tlsBootstrapSeconds: 30 } },
        },
      },
    },
  });
});

test("a class of v1beta2 keeps the templates of v1beta1 that it names, and gets those it names as v1beta2", () => {
  const named = newClass.replace("controlplane.cluster.x-k8s.io/v1beta2", "controlplane.cluster.x-k8s.io/v1beta1");
  expect(read(named + oldTemplates).input?.converted).toEqual([]);
  expect(read(newClass + oldTemplates).input?.converted).toEqual([
    "KubeadmControlPlaneTemplate cp: converted from controlplane.cluster.x-k8s.io/v1beta1 to controlplane.cluster.x-k8s.io/v1beta2",
  ]);
});

test("a Cluster of v1beta1 becomes one of v1beta2, and what is dropped is said", () => {
  const { input } = read(`${newClass}
---
apiVersion: cluster.x-k8s.io/v1beta1
kind: Cluster
metadata: {name: demo}
spec:
  infrastructureRef: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DevCluster, name: x, namespace: y}
  topology:
    class: stack
    classNamespace: classes
    version: v1.36.4
    rolloutAfter: "2026-01-01T00:00:00Z"
    controlPlane: {replicas: 3, machineHealthCheck: {enable: true}, variables: {overrides: [{name: a, value: 1, definitionFrom: x}]}}
    workers: {machineDeployments: [{class: w, name: md-0, nodeDeletionTimeout: 10s, strategy: {type: OnDelete}}]}
    variables: [{name: a, value: {b: 1}, definitionFrom: inline}]
`);
  expect(input?.clusters[0]?.spec).toEqual({
    infrastructureRef: { apiGroup: "infrastructure.cluster.x-k8s.io", kind: "DevCluster", name: "x" },
    topology: {
      classRef: { name: "stack", namespace: "classes" },
      version: "v1.36.4",
      controlPlane: { replicas: 3, healthCheck: { enabled: true }, variables: { overrides: [{ name: "a", value: 1 }] } },
      workers: {
        machineDeployments: [
          { class: "w", name: "md-0", deletion: { nodeDeletionTimeoutSeconds: 10 }, rollout: { strategy: { type: "OnDelete" } } },
        ],
      },
      variables: [{ name: "a", value: { b: 1 } }],
    },
  });
  expect(input?.converted).toHaveLength(2);
});

test("patches of kubeadm templates are converted, or reported where that is not mechanical", () => {
  const definition = (path: string) => `
      - selector: {apiVersion: controlplane.cluster.x-k8s.io/v1beta1, kind: KubeadmControlPlaneTemplate, matchResources: {controlPlane: true}}
        jsonPatches: [{op: add, path: ${path}, value: x}]`;
  const patched = (path: string) =>
    read(`${oldClass}  patches:\n    - name: p\n      definitions:${definition(path).replaceAll("\n", "\n  ")}\n`);
  expect(patched("/spec/template/spec/rolloutStrategy/type").errors).toMatchObject([
    { rule: "IN-07", field: "spec.patches[0].definitions[0].jsonPatches[0].path" },
  ]);
  const { input, errors } = patched("/spec/template/spec/machineNamingStrategy/template");
  expect(errors).toEqual([]);
  expect(input?.clusterClass.spec?.["patches"]).toMatchObject([
    {
      definitions: [
        {
          selector: { apiVersion: "controlplane.cluster.x-k8s.io/v1beta2" },
          jsonPatches: [{ path: "/spec/template/spec/machineNaming/template" }],
        },
      ],
    },
  ]);
});

test("takes a document whose apiVersion is no text for a template, and does not fail", () => {
  const odd = { apiVersion: 7, kind: "ClusterClass", metadata: { name: "odd" } } as unknown as KubernetesObject;
  expect(readEvaluationInput([odd]).errors).not.toEqual([]);
});
