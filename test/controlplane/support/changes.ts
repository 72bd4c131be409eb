import { type ClusterTopology, clusterSpec, type JsonObject, type KubernetesObject } from "@cstack/clusterclass";

/** A change of a running Cluster, and the groups of machines that it replaces. */
export interface Change {
  title: string;
  /** The classes before and after; `v1` stays if left out. */
  classes?: readonly [before: string, after: string];
  /** What is special about the Cluster before. */
  before?: TopologyChange;
  after: TopologyChange;
  /** Groups in the order in which they roll. */
  rolls: readonly string[];
}

export type TopologyChange = (topology: ClusterTopology) => ClusterTopology;

const workers = "machineDeployment/default-worker";

/** Classes are named as in class-variants.ts. */
export const changes: readonly Change[] = [
  { title: "a name in the API server's certificate", after: variables({ certSANs: ["api.example.com"] }), rolls: ["controlPlane"] },
  { title: "labels of worker nodes", after: variables({ workerNodeLabels: { "example.com/pool": "a" } }), rolls: [workers] },
  { title: "a setting of all kubelets", after: variables({ kubelet: { maxPods: 200 } }), rolls: ["controlPlane", workers] },
  { title: "a variable set to its default", after: variables({ exposeComponentMetrics: false }), rolls: [] },
  {
    title: "a variable that is removed",
    before: variables({ exposeComponentMetrics: true }),
    after: (topology) => ({ ...topology, variables: (topology.variables ?? []).filter(({ name }) => name !== "exposeComponentMetrics") }),
    rolls: ["controlPlane"],
  },
  {
    title: "a variable of one pool",
    before: pools({}, { name: "other" }),
    after: pools({}, { name: "other", variables: { overrides: [{ name: "kubelet", value: { maxPods: 50 } }] } }),
    rolls: ["machineDeployment/other"],
  },
  { title: "more workers", after: pools({ replicas: 2 }), rolls: [] },
  { title: "another pool", after: pools({}, { name: "other" }), rolls: [] },
  { title: "a failure domain for a pool", after: pools({ failureDomain: "a" }), rolls: [workers] },
  { title: "labels and annotations", after: metadata({ labels: { tier: "a" }, annotations: { "example.com/note": "b" } }), rolls: [] },
  {
    title: "drain time, readiness and health checks",
    after: pools({ deletion: { nodeDrainTimeoutSeconds: 60 }, minReadySeconds: 1, healthCheck: { enabled: false } }),
    rolls: [],
  },
  { title: "the same class under another name", classes: ["v1", "v2-same"], after: unchanged, rolls: [] },
  { title: "a class with another file on workers", classes: ["v1", "v2-worker-file"], after: unchanged, rolls: [workers] },
  { title: "a class in which kubeadm waits longer", classes: ["v1", "v2-timeouts"], after: unchanged, rolls: [] },
  { title: "a class with other init settings, alike to join settings before", classes: ["v1", "v2-init"], after: unchanged, rolls: [] },
  {
    title: "a class with other init settings, unlike join settings before",
    classes: ["v1-init", "v2-init"],
    after: unchanged,
    rolls: ["controlPlane"],
  },
  { title: "a Kubernetes patch release", after: version("v1.36.5"), rolls: ["controlPlane", workers] },
  {
    title: "a Kubernetes patch release that a pool defers",
    after: both(version("v1.36.5"), pools({ metadata: { annotations: { "topology.cluster.x-k8s.io/defer-upgrade": "" } } })),
    rolls: ["controlPlane"],
  },
  {
    title: "a Kubernetes minor release with its class",
    classes: ["minor-before", "v1"],
    after: version("v1.36.4"),
    rolls: ["controlPlane", workers],
  },
  {
    title: "three control plane machines and two workers",
    before: both(controlPlane({ replicas: 3 }), pools({ replicas: 2 })),
    after: both(controlPlane({ replicas: 3 }), pools({ replicas: 2 }), variables({ kubelet: { maxPods: 150 } })),
    rolls: ["controlPlane", workers],
  },
];

export function unchanged(topology: ClusterTopology): ClusterTopology {
  return topology;
}

export function both(...parts: readonly TopologyChange[]): TopologyChange {
  return (topology) => parts.reduce((result, part) => part(result), topology);
}

export function version(value: string): TopologyChange {
  return (topology) => ({ ...topology, version: value });
}

function variables(values: Readonly<Record<string, unknown>>): TopologyChange {
  return (topology) => {
    const kept = (topology.variables ?? []).filter(({ name }) => !Object.hasOwn(values, name));
    const own = Object.entries(values).map(([name, value]) => ({ name, value }));
    return { ...topology, variables: [...kept, ...own] as NonNullable<ClusterTopology["variables"]> };
  };
}

export function controlPlane(fields: JsonObject): TopologyChange {
  return (topology) => ({ ...topology, controlPlane: { ...topology.controlPlane, ...fields } });
}

/** The first pool with other fields, and further pools like it. */
export function pools(first: JsonObject, ...others: readonly JsonObject[]): TopologyChange {
  return (topology) => {
    const [pool] = topology.workers?.machineDeployments ?? [];
    const machineDeployments = [first, ...others].map((fields) => ({ ...pool!, ...fields }));
    return { ...topology, workers: { machineDeployments } };
  };
}

function metadata(value: JsonObject): TopologyChange {
  return both(controlPlane({ metadata: value }), pools({ metadata: value }));
}

/** A Cluster with a changed topology. */
export function withTopology(cluster: KubernetesObject, change: TopologyChange): KubernetesObject {
  const topology = change(clusterSpec(cluster).topology!);
  return { ...cluster, spec: { ...cluster.spec, topology: topology as unknown as JsonObject } };
}
