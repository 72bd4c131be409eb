import type { FieldError, Unknown } from "../api/errors.ts";
import type { EvaluationInput, KubernetesObject } from "../api/objects.ts";
import { withClass, withStoredValues } from "./cluster-moves.ts";
import { type Evaluation, type EvaluationOptions, evaluateCluster } from "./evaluate-cluster.ts";
import type { ObjectChange } from "./object-changes.ts";
import type { Plan } from "./plan-result.ts";
import { prepareClass } from "./prepared-class.ts";
import { planRollout, type RefusedChange } from "./rollout-plan.ts";

/** Judges the changes of a Cluster's objects by what their provider lets change: see `judgeChange`, of which this is a part. */
export type JudgeChanges = (
  changes: readonly ObjectChange[],
  states: { before: Evaluation; after: Evaluation },
) => { findings: RefusedChange[]; undecided: FieldError[] };

export interface PlanOptions extends EvaluationOptions {
  /** The state before, where it is not the first of two Clusters: another class, another Cluster, or both. */
  from?: { class?: Pick<EvaluationInput, "clusterClass" | "templates">; cluster?: KubernetesObject };
  /** Without it nothing is said about what the provider refuses. */
  judge?: JudgeChanges | undefined;
}

/**
 * What Cluster API makes of a class and a Cluster: the objects of a new Cluster, or why it is refused. The stages follow each other: class,
 * cluster, patch (`input` belongs to reading); the first one with errors ends the run. With two Clusters, or with `from`, the plan also
 * says what changes and which machines roll.
 */
export function planCluster(input: EvaluationInput, { from, versions = {}, featureGates = {}, judge }: PlanOptions = {}): Plan {
  const options = { featureGates, versions };
  const current = { ...input, clusters: input.clusters.slice(-1) };
  if (from === undefined && input.clusters.length === 1) return evaluateCluster(current, options).plan;
  const before = evaluateCluster({ ...input, ...from?.class, clusters: [clusterBefore(input, from)] }, { featureGates });
  if (from?.class === undefined)
    return withRollout(evaluateCluster({ ...input, clusters: bothClusters(input, from) }, options), before, judge);
  // Values are only stored for a class that is valid; one that is not ends the evaluation anyway.
  const canMove = before.plan.errors.length === 0 && prepareClass(input, featureGates).errors.length === 0;
  if (!canMove) return withRollout(evaluateCluster(current, options), before, judge);
  const update = { old: before.input!.cluster, otherClass: before.prepared.object };
  const cluster =
    from.cluster === undefined ? withStoredValues(current.clusters[0]!, update.old, input.clusterClass) : current.clusters[0]!;
  return withRollout(evaluateCluster({ ...current, clusters: [cluster] }, options, update), before, judge);
}

function withRollout(evaluation: Evaluation, before: Evaluation, judge: JudgeChanges | undefined): Plan {
  const { plan } = evaluation;
  if (plan.objects.length === 0) return plan;
  if (before.plan.objects.length === 0) return { ...plan, unknown: [...plan.unknown, undecidedRollout(before.plan)] };
  const rollout = planRollout(before, evaluation);
  if (judge === undefined) return { ...plan, rollout };
  const { findings, undecided } = judge(rollout.objects, { before, after: evaluation });
  const open = undecided.map((error): Unknown => ({ stage: "cluster", ...error }));
  return { ...plan, rollout: { ...rollout, refused: findings }, unknown: [...plan.unknown, ...open] };
}

function undecidedRollout({ errors, unknown }: Plan): Unknown {
  const reason = errors[0] === undefined ? (unknown[0]?.message ?? "") : `it is refused (${errors[0].field} ${errors[0].message})`;
  return { stage: "cluster", field: "", message: `what rolls is not known, because the state before is not: ${reason}` };
}

function bothClusters(input: EvaluationInput, from: PlanOptions["from"]): KubernetesObject[] {
  return from?.cluster === undefined ? input.clusters : [from.cluster, input.clusters.at(-1)!];
}

/** The Cluster before: given, the first of two, or the same Cluster as it was under the class before. */
function clusterBefore(input: EvaluationInput, from: PlanOptions["from"]): KubernetesObject {
  const cluster = from?.cluster ?? input.clusters[0]!;
  if (from?.class === undefined || from.cluster !== undefined || input.clusters.length > 1) return cluster;
  return withClass(cluster, from.class.clusterClass);
}
