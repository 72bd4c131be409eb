import { capitalized, scalar } from "./names.ts";
import { schemaLine } from "./plan.ts";

/** Variable of the example feature; its field is made up, and README and comments say so. */
export const exampleVariable = "machineType";

/** The folder of a provider by path. The infrastructure's kinds derive from the id, the API version is a guess that is marked as such. */
export function providerFiles(folder: string, id: string, includes: readonly string[]): Map<string, string> {
  return new Map([
    [`${folder}/provider.yaml`, providerFile(id, includes)],
    [`${folder}/versions.yaml`, versionsFile],
    [`${folder}/class/cluster.yaml.ejs`, clusterTemplate],
    [`${folder}/class/machine.yaml.ejs`, machineTemplate],
    [`${folder}/features/machine-type.yaml`, exampleFeature],
    [`${folder}/outputs/cluster.yaml.ejs`, sampleCluster],
    [`${folder}/README.md`, readme(id)],
  ]);
}

function providerFile(id: string, includes: readonly string[]): string {
  const kind = capitalized(id);
  return `${schemaLine("provider", 2)}
id: ${scalar(id)}
title: ${scalar(`${kind} provider`)}
includes: [${includes.map(scalar).join(", ")}]
docs: |
  Fill in: what machines and networks are on this infrastructure, and which provider of Cluster API makes them.
# Fill in: kinds and group as the provider's definitions have them.
templates:
  - slot: infrastructureCluster
    kind: ${kind}ClusterTemplate
    group: infrastructure.cluster.x-k8s.io
    suffix: cluster
    file: class/cluster.yaml.ejs
  - slot: controlPlaneMachine
    kind: ${kind}MachineTemplate
    group: infrastructure.cluster.x-k8s.io
    suffix: control-plane
    file: class/machine.yaml.ejs
  - slot: workerMachine
    kind: ${kind}MachineTemplate
    group: infrastructure.cluster.x-k8s.io
    suffix: default-worker
    file: class/machine.yaml.ejs
targets:
  cluster: [{slot: infrastructureCluster}]
  machine: [{slot: controlPlaneMachine}, {slot: workerMachine}]
  controlPlaneMachine: [{slot: controlPlaneMachine}]
  workerMachine: [{slot: workerMachine}]
outputs:
  cluster: cluster.yaml.ejs
clusterStack: {noProvider: true}
requires:
  components:
    - name: infrastructure-${id}
      version: ">=0.0.0"
      why: "Fill in: which versions serve the kinds above."
      source: "fill in: project, version and file where the served versions stand"
`;
}

const versionsFile = `${schemaLine("provider-versions", 2)}
infrastructure:
  api: v1beta1
  contract: v1beta1
  source: "fill in: project, version and file where the API version and its contract stand"
`;

const clusterTemplate = `# Fill in: the infrastructure cluster. It must be valid as it stands; what a feature switches on has its off state here.
spec:
  template:
    spec: {}
`;

const machineTemplate = `# Fill in: what a machine needs; machineType only shows how a feature sets a field. It must be valid as it stands, before any patch.
spec:
  template:
    spec:
      machineType: fill-in
`;

const exampleFeature = `${schemaLine("feature", 3)}
id: machine-type
title: Machine type
docs: |
  Fill in: an example to be replaced. Size of the machines, in words of the infrastructure; a change replaces them.
variables:
  - name: ${exampleVariable}
    description: "Fill in: which types there are. Type of all machines."
    schema: {type: string, default: fill-in, minLength: 1, maxLength: 253}
patches:
  - name: ${exampleVariable}
    on: [machine]
    ops:
      - replace: /spec/template/spec/machineType
        variable: ${exampleVariable}
checks:
  - name: own type
    given: {${exampleVariable}: large}
    expect:
      - {on: machine, path: /spec/template/spec/machineType, equals: large}
  - name: type by default
    expect:
      - {on: machine, path: /spec/template/spec/machineType, equals: fill-in}
`;

const sampleCluster = `# Fill in: a Cluster that works on the infrastructure without further changes.
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata:
  name: my-cluster
spec:
  clusterNetwork:
    pods: {cidrBlocks: [192.168.0.0/16]}
    services: {cidrBlocks: [10.96.0.0/12]}
    serviceDomain: cluster.local
  topology:
    classRef: {name: <%= unit.className %>}
    version: <%= \`v\${kubernetes.version}\` %>
    controlPlane: {replicas: 1}
    workers:
      machineDeployments:
        - {class: <%= unit.workerClasses[0] %>, name: default-worker, replicas: 1}
`;

function readme(id: string): string {
  return `# ${capitalized(id)}

Fill in: what must be there before a Cluster can be made (accounts, credentials, quotas, node images), how the management cluster gets it, and
which versions of the provider serve the kinds in \`provider.yaml\`.
`;
}
