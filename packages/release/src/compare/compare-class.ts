import {
  type ClusterDifference,
  type JudgeChanges,
  judgeChange,
  type Mutability,
  type ProviderSchema,
  type RolloutPlan,
  type VariableChange,
} from "@cstack/clusterclass";
import { type Baseline, type Candidate, evaluationInput } from "../baseline/baseline.ts";
import { compareForClusters } from "./compare-for-clusters.ts";

/** What the provider's webhook lets change, and the schemas of its kinds. */
export interface ProviderRules {
  mutability: readonly Mutability[];
  schemas: readonly ProviderSchema[];
}

/** Who refuses a change: the webhook of the infrastructure provider, or Cluster API itself. */
export interface Refusal {
  by: "provider" | "Cluster API";
  /** Names of the stored Clusters that it meets; empty where the move is refused whatever the Cluster. */
  clusters: string[];
  field: string;
  message: string;
}

/** Whether machines are replaced: not, for another Kubernetes version only, or because their template or configuration changes. */
export type Roll = "no" | "version" | "template";

export interface ClassComparison {
  /** What the provider refuses stands first: nothing reports it before the change is applied. */
  refused: Refusal[];
  rolls: { controlPlane: Roll; workers: Roll };
  /** What the machines are replaced for, with the fields, once each. */
  rollReasons: { machines: "controlPlane" | "workers"; rule: string; fields: string[] }[];
  variables: VariableChange[];
  undecided: string[];
  /** How many Clusters were looked at. */
  clusters: number;
}

/** Compares the class of a release with its successor over the Clusters that are stored with the release. */
export function compareClass(before: Baseline, after: Candidate, provider: ProviderRules): { compared?: ClassComparison; fault?: string } {
  const [old, next] = [evaluationInput(before.class, before.clusters), evaluationInput(after.class)];
  const version = { old: `v${before.facts.kubernetes.version}`, new: `v${after.facts.kubernetes.version}` };
  const judge: JudgeChanges = (changes, states) => judgeChange(changes, provider, states);
  const difference = compareForClusters(old, next, version, {}, judge);
  const [fault] = difference.errors;
  if (fault !== undefined) return { fault: `${fault.field}: ${fault.message}` };
  const byProvider = difference.clusters.flatMap(({ cluster, rollout }) =>
    (rollout?.refused ?? []).map(({ field, message }): Refusal => ({ by: "provider", clusters: [cluster], field, message })),
  );
  const rebase = difference.rebase.map(({ field, message }): Refusal => ({ by: "Cluster API", clusters: [], field, message }));
  const perCluster = difference.clusters.flatMap(({ cluster, errors }) =>
    errors.map(({ field, message }): Refusal => ({ by: "Cluster API", clusters: [cluster], field, message })),
  );
  const rollouts = difference.clusters.flatMap(({ rollout }) => rollout ?? []);
  return {
    compared: {
      refused: merged([...byProvider, ...rebase, ...perCluster]),
      rolls: { controlPlane: rollOf(rollouts, "controlPlane"), workers: rollOf(rollouts, "workers") },
      rollReasons: [...reasonsOf(rollouts, "controlPlane"), ...reasonsOf(rollouts, "workers")],
      variables: difference.variables,
      undecided: unique(difference.clusters.flatMap(undecidedOf)),
      clusters: difference.clusters.length,
    },
  };
}

/** One refusal for all Clusters that meet it. */
function merged(refusals: readonly Refusal[]): Refusal[] {
  const known = new Map<string, Refusal>();
  for (const refusal of refusals) {
    const key = `${refusal.by}\0${refusal.field}\0${refusal.message}`;
    const before = known.get(key);
    known.set(key, before === undefined ? refusal : { ...before, clusters: unique([...before.clusters, ...refusal.clusters]) });
  }
  return [...known.values()];
}

function isOf(machines: string, group: "controlPlane" | "workers"): boolean {
  return (machines === "controlPlane") === (group === "controlPlane");
}

function rollOf(rollouts: readonly RolloutPlan[], group: "controlPlane" | "workers"): Roll {
  const rules = reasonsOf(rollouts, group).map(({ rule }) => rule);
  if (rules.length === 0) return "no";
  return rules.every((rule) => rule === versionRule) ? "version" : "template";
}

/** How the plan engine calls it. */
const versionRule = "another Kubernetes version";

function reasonsOf(rollouts: readonly RolloutPlan[], group: "controlPlane" | "workers"): ClassComparison["rollReasons"] {
  const found = new Map<string, Set<string>>();
  for (const { machines, reasons } of rollouts.flatMap(({ rolls }) => rolls)) {
    if (!isOf(machines, group)) continue;
    for (const { rule, fields } of reasons) {
      const known = found.get(rule) ?? new Set<string>();
      for (const { path } of fields) known.add(path);
      found.set(rule, known);
    }
  }
  return [...found].map(([rule, fields]) => ({ machines: group, rule, fields: [...fields].sort() }));
}

function undecidedOf({ unknown }: ClusterDifference): string[] {
  return unknown.map(({ field, message }) => (field === "" ? message : `${field}: ${message}`));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
