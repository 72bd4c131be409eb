import { clusterClassSpec } from "../../api/cluster-class.ts";
import type { StageError } from "../../api/errors.ts";
import { fieldAt } from "../../api/fields.ts";
import type { Json } from "../../api/json.ts";
import { asJson, type KubernetesObject, nameOf, namespaceOf } from "../../api/objects.ts";
import { runRules } from "../rule.ts";
import { compatibilityRules } from "../update/compatibility.ts";
import { admitClass } from "./admit-class.ts";
import { admitCluster } from "./admit-cluster.ts";
import type { AdmissionOptions } from "./options.ts";

/** Stage of findings about a move to another class. */
export type RebaseError = Omit<StageError, "stage"> & { stage: StageError["stage"] | "rebase" };

/**
 * May the class become `after` in place (under its old name) while the Clusters exist? The errors of the update, or those of the old class or
 * of a Cluster, if these are not valid themselves.
 */
export function compareClasses(
  before: KubernetesObject,
  after: KubernetesObject,
  clusters: readonly KubernetesObject[] = [],
  options: AdmissionOptions = {},
) {
  const state = admitState(before, clusters, options);
  if (state.errors.length > 0) return { errors: state.errors, update: [] };
  const renamed = withIdentity(after, before.metadata.name, before.metadata.namespace);
  return { errors: [], update: admitClass(renamed, options, { old: state.clusterClass, clusters: state.clusters }).errors };
}

/**
 * May each Cluster move from the class `before` to the class `after` (under its own name, or `<before>-rebased` if both have the same), keeping
 * its variables as the first class defaulted them? Without Clusters only the compatibility of the classes is looked at.
 */
export function compareForRebase(
  before: KubernetesObject,
  after: KubernetesObject,
  clusters: readonly KubernetesObject[] = [],
  options: AdmissionOptions = {},
): { errors: StageError[]; rebase: RebaseError[] } {
  const state = admitState(before, clusters, options);
  if (state.errors.length > 0) return { errors: state.errors, rebase: [] };
  const target = admitClass(
    hasSameIdentity(before, after) ? withIdentity(after, `${nameOf(before)}-rebased`, namespaceOf(after)) : after,
    options,
  );
  if (target.errors.length > 0) return { errors: [], rebase: target.errors };
  if (clusters.length === 0) {
    const change = { before: clusterClassSpec(state.clusterClass), after: clusterClassSpec(target.object) };
    return { errors: [], rebase: runRules(compatibilityRules, change).map((error) => ({ stage: "rebase", layer: "", ...error })) };
  }
  const rebase = state.clusters.flatMap((old, i) => {
    const moved = movedCluster(clusters[i]!, old, target.object);
    return admitCluster(moved, target.object, options, { old, otherClass: state.clusterClass }).errors;
  });
  return { errors: [], rebase: rebase.map((error) => ({ ...error, stage: "rebase" as const })) };
}

function admitState(clusterClass: KubernetesObject, clusters: readonly KubernetesObject[], options: AdmissionOptions) {
  const admitted = admitClass(clusterClass, options);
  if (admitted.errors.length > 0) return { errors: admitted.errors, clusterClass, clusters: [] };
  const admittedClusters = clusters.map((cluster) => admitCluster(cluster, admitted.object, options));
  const refused = admittedClusters.find(({ errors }) => errors.length > 0);
  return { errors: refused?.errors ?? [], clusterClass: admitted.object, clusters: admittedClusters.map(({ object }) => object) };
}

function movedCluster(cluster: KubernetesObject, old: KubernetesObject, target: KubernetesObject): KubernetesObject {
  const namespace = namespaceOf(target);
  const classRef: Record<string, Json> = { name: nameOf(target) };
  if (namespace !== namespaceOf(cluster)) classRef["namespace"] = namespace;
  const topology = fieldAt(asJson(cluster), ["spec", "topology"]) as Record<string, Json>;
  const kept = fieldAt(asJson(old), ["spec", "topology", "variables"]);
  return { ...cluster, spec: { ...cluster.spec, topology: { ...topology, classRef, ...(kept === undefined ? {} : { variables: kept }) } } };
}

function withIdentity(object: KubernetesObject, name: string | undefined, namespace: string | undefined): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, ...(name === undefined ? {} : { name }), namespace: namespace ?? "default" } };
}

function hasSameIdentity(a: KubernetesObject, b: KubernetesObject): boolean {
  return nameOf(a) === nameOf(b) && namespaceOf(a) === namespaceOf(b);
}
