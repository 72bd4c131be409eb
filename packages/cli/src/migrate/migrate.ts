import {
  clusterClassSpec,
  clusterSpec,
  compareForRebase,
  defaultVariables,
  type EvaluationInput,
  evaluateCluster,
  type JudgementFinding,
  type KubernetesObject,
  nameOf,
  type Plan,
  planCluster,
  withNamespace,
} from "@cstack/clusterclass";
import {
  expectedRolls,
  type MigrationNote,
  type MigrationRolls,
  type MigrationWay,
  migrateCluster,
  migrationWay,
  plannedRolls,
} from "@cstack/release";
import { judgeFor, judgeObjectsFor } from "../class-source.ts";
import { type InputResult, inputOf } from "../evaluation-input.ts";
import { manifestsOf, type PlacedError } from "../manifests.ts";
import { refusedPlan } from "../plan-json.ts";
import { migratedText } from "./edit-cluster.ts";
import { classNameOf, type MigrationSources } from "./migration-sources.ts";

/** What a migration comes to: the new Cluster, what became of the old one's parts, and how it gets there. */
export interface MigrationReport {
  cluster: string;
  from: { class: string; kubernetes: string };
  to: { class: string; kubernetes: string };
  /** Id of the migration; null where variables keep their names. */
  migration: string | null;
  way: MigrationWay;
  notes: MigrationNote[];
  /** Which machines are replaced; exact only where the class before is known. */
  rolls: MigrationRolls[];
  exact: boolean;
  plan: Plan;
  findings: JudgementFinding[];
  /** The text of the file with the new Cluster. */
  manifest: string;
}

/** Migrates a Cluster and plans it as the unit's. Without the class before, what the provider refuses of the change is not known. */
export function migrate(sources: MigrationSources): MigrationReport {
  const { cluster, given, after, before, migration } = sources;
  const clusterClass = after.classes[0]!;
  const version = `v${after.unit!.kubernetes.version}`;
  const old = before === undefined ? undefined : inputOf(before, [cluster], given.others);
  const rules = { ...migration?.data, defaults: { ...migration?.data.defaults, ...defaultsOf(old) } };
  const { edits, notes } = migrateCluster(cluster, { clusterClass: withNamespace(clusterClass, "default"), version }, rules);
  const manifest = migratedText(sources.text, edits);
  const read = inputOf(after, manifestsOf(given.file, manifest).clusters, given.others);
  const from = versionOf(cluster);
  const { plan, way } = planned(sources, read, old, { old: from, new: version });
  const findings = plan.objects.length === 0 ? [] : (judgeObjectsFor(after)?.(evaluateCluster(read.input!)).findings ?? []);
  return {
    cluster: nameOf(cluster),
    from: { class: sources.className, kubernetes: from },
    to: { class: classNameOf(after), kubernetes: version },
    migration: migration?.data.id ?? null,
    way,
    notes,
    rolls: way.way === "re-create" ? [] : rollsOf(plan, read.input, { old: from, new: version }, migration?.data ?? {}),
    exact: plan.rollout !== undefined,
    plan,
    findings,
    manifest,
  };
}

/** Whether the Cluster can be moved as it is, and nothing is lost and wrong. */
export function problemsOf({ way, notes, plan, findings }: MigrationReport): number {
  const closed = way.way === "re-create" || way.way === "stepwise" ? 1 : 0;
  const lost = notes.filter(({ kind }) => kind === "unknown").length;
  return closed + lost + plan.errors.length + findings.filter(({ severity }) => severity === "error").length;
}

/** With the class before its defaults are known better than any table says. */
function defaultsOf(old: InputResult | undefined): Record<string, unknown> {
  const input = old?.input;
  return input === undefined ? {} : defaultVariables(input.clusterClass, input.clusters.at(-1)!).variables;
}

interface Planned {
  plan: Plan;
  way: MigrationWay;
}

/** A move that no single update can make is not planned as one: then only the new Cluster is. */
function planned(
  sources: MigrationSources,
  read: InputResult,
  old: InputResult | undefined,
  version: { old: string; new: string },
): Planned {
  const { input } = read;
  const compatible = old?.input === undefined || input === undefined ? [] : incompatibilities(old.input, input);
  const decide = (refused: readonly string[]) => wayOf(sources, old?.input, version, refused);
  const first = decide(compatible);
  if (input === undefined) return { plan: refusedPlan(read.errors), way: first };
  const isMove = old?.input !== undefined && !["re-create", "stepwise"].includes(first.way);
  if (!isMove) return { plan: withInputErrors(planCluster(input), old?.errors ?? []), way: first };
  const { clusterClass, templates, clusters } = old.input!;
  const from = { class: { clusterClass, templates }, cluster: clusters.at(-1)! };
  const plan = planCluster(input, { from, judge: judgeFor(sources.after, sources.before) });
  const refused = (plan.rollout?.refused ?? []).map(({ field, message }) => `the provider refuses it: ${field}: ${message}`);
  return { plan, way: refused.length === 0 ? first : decide(refused) };
}

function withInputErrors(plan: Plan, errors: readonly PlacedError[]): Plan {
  return { ...plan, errors: [...errors, ...plan.errors] };
}

/** Kinds that Cluster API refuses to change between two classes. */
function incompatibilities(before: EvaluationInput, after: EvaluationInput): string[] {
  return compareForRebase(before.clusterClass, after.clusterClass).rebase.map(
    ({ field, message }) => `Cluster API refuses it: ${field}: ${message}`,
  );
}

function wayOf(
  { origin, migration, target, minors, after }: MigrationSources,
  old: EvaluationInput | undefined,
  version: { old: string; new: string },
  refused: readonly string[],
): MigrationWay {
  const kindOf = (clusterClass: KubernetesObject) => clusterClassSpec(clusterClass).infrastructure.templateRef.kind;
  const infrastructure = old === undefined ? migration?.data.from.infrastructure : kindOf(old.clusterClass);
  const to = { unit: target, className: classNameOf(after), version: version.new, infrastructure: kindOf(after.classes[0]!), minors };
  return migrationWay({ unit: origin, version: version.old, infrastructure }, to, migration?.data, refused);
}

function rollsOf(
  { rollout }: Plan,
  input: EvaluationInput | undefined,
  version: { old: string; new: string },
  migration: Parameters<typeof expectedRolls>[2],
): MigrationRolls[] {
  if (rollout !== undefined) return plannedRolls(rollout);
  return input === undefined ? [] : expectedRolls(input.clusters.at(-1)!, version, migration);
}

function versionOf(cluster: KubernetesObject): string {
  return String(clusterSpec(cluster).topology?.version ?? "");
}
