import { clusterSpec, defaultVariables, type JsonObject, type KubernetesObject } from "@cstack/clusterclass";
import { type Diagnostic, problem } from "@cstack/model";

/** What a file holds, as far as it can be read. */
export interface GivenObjects {
  clusters: readonly KubernetesObject[];
  others: readonly KubernetesObject[];
  errors: readonly { message: string }[];
}

/** What a Cluster is held to: id and Kubernetes version (without the v) of a unit, and its class in a namespace. */
export interface HeldUnit {
  id: string;
  kubernetes: string;
  clusterClass: KubernetesObject;
}

/** A Cluster of a unit, with its variables as the class defaults them, and what else stands beside it. */
export interface ClusterOfUnit {
  cluster: KubernetesObject;
  variables: JsonObject;
  others: readonly KubernetesObject[];
}

/** The one Cluster of a unit among the objects of a file, or why there is none (CS7107). */
export function clusterOfUnit(
  file: string,
  { clusters, others, errors }: GivenObjects,
  { id, kubernetes, clusterClass }: HeldUnit,
): { found?: ClusterOfUnit; diagnostics: Diagnostic[] } {
  const refused = (message: string): { diagnostics: Diagnostic[] } => ({ diagnostics: [problem("CS7107", { file }, message)] });
  const [first] = errors;
  if (first !== undefined) return refused(`It cannot be read: ${first.message}.`);
  const [cluster, ...more] = clusters;
  if (cluster === undefined || more.length > 0) return refused(`It holds ${clusters.length} Clusters.`);
  const { topology } = clusterSpec(cluster);
  if (topology === undefined) return refused("The Cluster has no topology.");
  const version = `v${kubernetes}`;
  if (topology.version !== version) return refused(`The Cluster has Kubernetes ${topology.version}, and ${id} is for ${version}.`);
  const { variables, errors: wrong } = defaultVariables(clusterClass, cluster);
  if (wrong.length > 0) return { diagnostics: wrong.map(({ field, message }) => problem("CS7107", { file }, `${field}: ${message}`)) };
  return { found: { cluster, variables, others }, diagnostics: [] };
}
