import type { EvaluationInput, FeatureGates, JudgeChanges, KubernetesObject, Plan } from "@cstack/clusterclass";
import { planMove, type VersionChange } from "../compare/compare-for-clusters.ts";
import { type MigrationRolls, plannedRolls } from "../migrate/migration-rolls.ts";

/** What a release does to a Cluster: something refuses the move, machines are replaced, neither, or it is not known. */
export type FleetState = "refused" | "rolls" | "quiet" | "unknown";

/** The answer for a Cluster, and for all that are equal to it. */
export interface FleetVerdict {
  state: FleetState;
  /** Why it is refused, or not known. */
  reasons: string[];
  /** Groups of machines that are replaced. */
  rolls: MigrationRolls[];
  /** How many machines that are, where a number is given. */
  machines: number;
  /** What cannot be decided offline, as far as it does not keep the plan from being made. */
  open: string[];
}

/** Plans the move of one Cluster, in v1beta2 shape, from the class that it uses to another one. Pure. */
export function fleetVerdict(
  cluster: KubernetesObject,
  before: EvaluationInput,
  after: EvaluationInput,
  version: VersionChange | undefined,
  options: { featureGates: Partial<FeatureGates>; judge?: JudgeChanges },
): FleetVerdict {
  return verdictOf(planMove(cluster, before, after, version ?? { old: "", new: "" }, options));
}

/** A Cluster that cannot be planned. */
export function unplanned(state: "refused" | "unknown", reason: string): FleetVerdict {
  return { state, reasons: [reason], rolls: [], machines: 0, open: [] };
}

function verdictOf({ errors, rollout, unknown }: Plan): FleetVerdict {
  const open = [...new Set(unknown.map(({ field, message }) => sentence(field, message)))];
  if (errors.length > 0) return { state: "refused", reasons: unique(errors), rolls: [], machines: 0, open };
  if (rollout === undefined) return { state: "unknown", reasons: open, rolls: [], machines: 0, open: [] };
  if ((rollout.refused ?? []).length > 0) return { state: "refused", reasons: unique(rollout.refused ?? []), rolls: [], machines: 0, open };
  const rolls = plannedRolls(rollout);
  const machines = rolls.reduce((sum, { replicas }) => sum + (replicas ?? 0), 0);
  return { state: rolls.length === 0 ? "quiet" : "rolls", reasons: [], rolls, machines, open };
}

function unique(findings: readonly { field: string; message: string }[]): string[] {
  return [...new Set(findings.map(({ field, message }) => sentence(field, message)))];
}

function sentence(field: string, message: string): string {
  return field === "" ? message : `${field}: ${message}`;
}
