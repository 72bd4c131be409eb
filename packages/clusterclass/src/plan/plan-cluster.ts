import { clusterSpec } from "../api/cluster.ts";
import { clusterClassSpec } from "../api/cluster-class.ts";
import type { StageError, Unknown } from "../api/errors.ts";
import type { EvaluationInput, KubernetesObject } from "../api/objects.ts";
import type { FeatureGates } from "../rules/index.ts";
import { type Evaluation, evaluateCluster } from "./evaluate-cluster.ts";
import type { Plan } from "./plan-result.ts";
import { planRollout } from "./rollout-plan.ts";

export interface PlanOptions {
  /** Gates of the core controller that differ from `defaultFeatureGates`. */
  featureGates?: Partial<FeatureGates>;
  /** The state before, where it is not the first of two Clusters: another class, another Cluster, or both. */
  from?: { class?: Pick<EvaluationInput, "clusterClass" | "templates">; cluster?: KubernetesObject };
}

/**
 * What Cluster API makes of a class and a Cluster: the objects of a new Cluster, or why it is refused. The stages follow each other: class,
 * cluster, patch (`input` belongs to reading); the first one with errors ends the run. With two Clusters, or with `from`, the plan also
 * says what changes and which machines roll.
 */
export function planCluster(input: EvaluationInput, { from, featureGates }: PlanOptions = {}): Plan {
  const current = { ...input, clusters: input.clusters.slice(-1) };
  if (from === undefined && input.clusters.length === 1) return evaluateCluster(current, featureGates).plan;
  const before = evaluateCluster({ ...input, ...from?.class, clusters: [clusterBefore(input, from)] }, featureGates);
  if (from?.class === undefined)
    return withRollout(evaluateCluster({ ...input, clusters: bothClusters(input, from) }, featureGates), before);
  if (before.plan.errors.length > 0) return withRollout(evaluateCluster(current, featureGates), before);
  const update = { old: before.input!.cluster, otherClass: before.prepared.object };
  const cluster =
    from.cluster === undefined ? withStoredValues(current.clusters[0]!, update.old, input.clusterClass) : current.clusters[0]!;
  return withRollout(evaluateCluster({ ...current, clusters: [cluster] }, featureGates, update), before);
}

function withRollout(evaluation: Evaluation, before: Evaluation): Plan {
  const { plan } = evaluation;
  if (plan.errors.length > 0) return plan;
  if (before.plan.errors.length === 0) return { ...plan, rollout: planRollout(before, evaluation) };
  return { ...plan, unknown: [...plan.unknown, undecidedRollout(before.plan.errors)] };
}

function undecidedRollout([first]: readonly StageError[]): Unknown {
  return {
    stage: "cluster",
    field: "",
    message: `what rolls is not known: the state before is refused (${first!.field} ${first!.message})`,
  };
}

function bothClusters(input: EvaluationInput, from: PlanOptions["from"]): KubernetesObject[] {
  return from?.cluster === undefined ? input.clusters : [from.cluster, input.clusters.at(-1)!];
}

/** The Cluster before: given, the first of two, or the same Cluster as it was under the class before. */
function clusterBefore(input: EvaluationInput, from: PlanOptions["from"]): KubernetesObject {
  const cluster = from?.cluster ?? input.clusters[0]!;
  if (from?.class === undefined || from.cluster !== undefined || input.clusters.length > 1) return cluster;
  const { name = "", namespace = "default" } = from.class.clusterClass.metadata;
  return withTopology(cluster, { classRef: { name, ...(namespace === (cluster.metadata.namespace ?? "default") ? {} : { namespace }) } });
}

/**
 * A Cluster that moves to another class keeps the values that it has, also those that were defaults: defaults of the new class are only for
 * variables without a value. Values of variables that the new class does not have are left out.
 */
function withStoredValues(cluster: KubernetesObject, stored: KubernetesObject, clusterClass: KubernetesObject): KubernetesObject {
  const given = clusterSpec(cluster).topology?.variables;
  if (given !== undefined && !Array.isArray(given)) return cluster;
  const names = new Set((given ?? []).map(({ name }) => name));
  const defined = new Set((clusterClassSpec(clusterClass).variables ?? []).map(({ name }) => name));
  const kept = (clusterSpec(stored).topology?.variables ?? []).filter(({ name }) => !names.has(name) && defined.has(name));
  return kept.length === 0 ? cluster : withTopology(cluster, { variables: [...(given ?? []), ...kept] });
}

function withTopology(cluster: KubernetesObject, fields: object): KubernetesObject {
  const spec = clusterSpec(cluster);
  if (spec.topology === undefined) return cluster;
  return { ...cluster, spec: { ...spec, topology: { ...spec.topology, ...fields } } } as unknown as KubernetesObject;
}
