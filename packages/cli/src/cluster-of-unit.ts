import { clusterSpec, defaultVariables, type JsonObject, type KubernetesObject } from "@cstack/clusterclass";
import { inNamespace, type RenderedUnit } from "@cstack/generator";
import { type Diagnostic, problem } from "@cstack/model";
import { readManifests } from "./manifests.ts";

/** A Cluster of a unit from a file, with its variables as the class defaults them, and what else the file holds. */
export interface ClusterOfUnit {
  cluster: KubernetesObject;
  variables: JsonObject;
  others: KubernetesObject[];
}

/** The one Cluster of a unit in a file, or why there is none (CS7107). */
export function clusterOfUnit(path: string, rendered: RenderedUnit): { found?: ClusterOfUnit; diagnostics: Diagnostic[] } {
  const { clusters, others, classes, errors } = readManifests(path);
  const refused = (message: string): { diagnostics: Diagnostic[] } => ({ diagnostics: [problem("CS7107", { file: path }, message)] });
  const [first] = errors;
  if (first !== undefined) return refused(`It cannot be read: ${first.message}.`);
  const [cluster, ...more] = clusters;
  if (cluster === undefined || more.length > 0) return refused(`It holds ${clusters.length} Clusters.`);
  const { topology } = clusterSpec(cluster);
  if (topology === undefined) return refused("The Cluster has no topology.");
  const version = `v${rendered.unit.kubernetes.version}`;
  if (topology.version !== version)
    return refused(`The Cluster has Kubernetes ${topology.version}, and ${rendered.unit.id} is for ${version}.`);
  const { variables, errors: wrong } = defaultVariables(inNamespace(rendered.clusterClass), cluster);
  if (wrong.length > 0)
    return { diagnostics: wrong.map(({ field, message }) => problem("CS7107", { file: path }, `${field}: ${message}`)) };
  return { found: { cluster, variables, others: [...classes, ...others] }, diagnostics: [] };
}
