/**
 * One step to a value of a Cluster: a field, a position in a list, the item of a list that has this name, or the key of a map that people choose
 * (labels, node settings). The last two differ in how Kubernetes writes them.
 */
export type PathStep = string | number | { readonly name: string } | { readonly key: string };

/** Where a value stands in a Cluster, from its top. */
export type ClusterPath = readonly PathStep[];

/** Where variables are set: for the whole Cluster, the control plane alone, or one pool of workers. */
export type VariablePlace = "cluster" | "controlPlane" | { readonly pool: string };

const topology: ClusterPath = ["spec", "topology"];

export const paths = {
  name: ["metadata", "name"],
  namespace: ["metadata", "namespace"],
  className: [...topology, "classRef", "name"],
  version: [...topology, "version"],
  controlPlaneReplicas: [...topology, "controlPlane", "replicas"],
  podBlocks: ["spec", "clusterNetwork", "pods", "cidrBlocks"],
  serviceBlocks: ["spec", "clusterNetwork", "services", "cidrBlocks"],
  serviceDomain: ["spec", "clusterNetwork", "serviceDomain"],
  pools: [...topology, "workers", "machineDeployments"],
} as const satisfies Record<string, ClusterPath>;

/** The path of a pool of workers. */
export function poolPath(pool: string): ClusterPath {
  return [...paths.pools, { name: pool }];
}

/** The list of variables of a place. */
export function variablesPath(place: VariablePlace): ClusterPath {
  if (place === "cluster") return [...topology, "variables"];
  const owner = place === "controlPlane" ? [...topology, "controlPlane"] : poolPath(place.pool);
  return [...owner, "variables", "overrides"];
}

/** The value of a variable in a place. */
export function variablePath(name: string, place: VariablePlace = "cluster"): ClusterPath {
  return [...variablesPath(place), { name }, "value"];
}

/** A path as Kubernetes writes fields in errors: `spec.topology.variables[certSANs].value[0]`. */
export function fieldText(path: ClusterPath): string {
  return path.map(stepText).join("").replace(/^\./, "");
}

function stepText(step: PathStep): string {
  if (typeof step === "string") return `.${step}`;
  if (typeof step === "number") return `[${step}]`;
  return "name" in step ? `[${step.name}]` : `[${step.key}]`;
}
