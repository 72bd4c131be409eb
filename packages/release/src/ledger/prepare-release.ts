import type { Repository } from "@cstack/generator";
import { type Diagnostic, problem, type ReleaseFile, type ReleaseNoticeFile } from "@cstack/model";
import { compare, diff, lt } from "semver";
import { type Baseline, baselineOf, baselineText } from "../baseline/baseline.ts";
import type { UnitComparison } from "../compare/compare-unit.ts";
import { type Bump, bumpOf, isSmaller, worst } from "../compare/severity.ts";
import { baselinePath, type CurrentUnit, type ReleasePlan } from "../plan/release-plan.ts";
import { stableNumber } from "../version/release-name.ts";
import { entryDigest, entryPath, entryText, ledgerFolder, noticeText, recordedComparison } from "./entry.ts";
import { lastRelease, lastStable } from "./last-releases.ts";
import { nextBeta } from "./next-version.ts";
import { unitChangelog } from "./unit-changelog.ts";

/** A stack as `changeset version` left it. */
export interface VersionedStack {
  id: string;
  version: string;
  /** The section of its CHANGELOG.md for that version. */
  changes?: string;
}

export interface PrepareInput {
  repository: Repository;
  plan: ReleasePlan;
  units: readonly CurrentUnit[];
  baselines: ReadonlyMap<string, Baseline>;
  stacks: readonly VersionedStack[];
  /** Day of the release, `2026-11-21`. */
  date: string;
  channel: "stable" | "beta";
  /** Digests of the artifacts that a unit becomes under a version; undefined where it cannot be built. */
  artifacts: (unit: CurrentUnit, version: string) => NonNullable<ReleaseFile["artifacts"]> | undefined;
}

/** Files to write, below the repository's root, in this order: the entry of a unit is the first of its files. */
export interface PreparedRelease {
  files: Map<string, string>;
  releases: { unit: string; version: string; from: string | null; severity: UnitComparison["severity"] }[];
  retired: string[];
}

/**
 * What the ledger gets: the next entry of every unit whose content changed, its baseline and its changelog, and a notice for every retired unit. A
 * run that was interrupted is finished by the next one, since what an entry lacks is made of the same content. Pure.
 */
export function prepareRelease(input: PrepareInput): { prepared: PreparedRelease; diagnostics: Diagnostic[] } {
  const diagnostics = unappliedChangesets(input);
  if (diagnostics.length === 0 && input.channel === "stable") diagnostics.push(...smallBumps(input));
  const prepared: PreparedRelease = { files: new Map(), releases: [], retired: [] };
  if (diagnostics.length > 0) return { prepared, diagnostics };
  const rendered = new Map(input.units.map((unit) => [unit.rendered.unit.id, unit]));
  for (const comparison of input.plan.units) {
    const current = rendered.get(comparison.unit);
    if (current === undefined) retire(comparison, input, prepared);
    else diagnostics.push(...releaseUnit(comparison, current, input, prepared));
  }
  return { prepared, diagnostics };
}

function releaseUnit(comparison: UnitComparison, current: CurrentUnit, input: PrepareInput, prepared: PreparedRelease): Diagnostic[] {
  const { unit, stack: stackId } = comparison;
  const stack = input.repository.stacks.get(stackId);
  const last = lastRelease(stack, unit);
  if (last?.data.contentHash === current.contentHash && (comparison.next === null || input.channel === "beta")) {
    complete(current, last.data, input, prepared);
    return [];
  }
  if (comparison.next === null) return [];
  const { value: version, diagnostics } =
    input.channel === "stable"
      ? { value: comparison.next, diagnostics: [] }
      : nextBeta(last?.data.version, lastStable(stack, unit)?.data.version, ledgerFolder(stackId, unit));
  const artifacts = version === undefined ? undefined : input.artifacts(current, version);
  if (version === undefined || artifacts === undefined) return diagnostics;
  const previous = last === undefined ? {} : { previous: entryDigest(input.repository.files.get(last.path) ?? "") };
  const entry = entryOf(comparison, current, { version, ...previous, artifacts }, input);
  prepared.files.set(entryPath(stackId, entry), entryText(entry));
  prepared.releases.push({ unit, version, from: comparison.released, severity: comparison.severity });
  addChangelog(comparison, [...entriesOf(input, comparison), entry], input, prepared);
  if (input.channel === "stable") addBaseline(current, version, prepared);
  return [];
}

function entryOf(
  comparison: UnitComparison,
  { rendered, contentHash }: CurrentUnit,
  written: Pick<ReleaseFile, "version" | "previous" | "artifacts">,
  { stacks, date }: PrepareInput,
): ReleaseFile {
  const { kubernetes, addons } = rendered.unit;
  const stack = stacks.find(({ id }) => id === comparison.stack);
  return {
    unit: comparison.unit,
    version: written.version,
    date,
    ...(stack === undefined ? {} : { stackVersion: stack.version }),
    contentHash,
    ...(written.previous === undefined ? {} : { previous: written.previous }),
    ...(written.artifacts === undefined ? {} : { artifacts: written.artifacts }),
    kubernetes: kubernetes.version,
    endOfLife: kubernetes.endOfLife,
    addons: Object.fromEntries(addons.map(({ addon, version }) => [addon.data.id, version.chart])),
    comparison: recordedComparison(comparison),
    ...(stack?.changes === undefined ? {} : { changes: stack.changes }),
  };
}

/** Writes what an interrupted run left out: the content is still that of the entry. */
function complete(current: CurrentUnit, head: ReleaseFile, input: PrepareInput, prepared: PreparedRelease): void {
  const name = { unit: head.unit, stack: current.stack };
  addChangelog(name, entriesOf(input, name), input, prepared);
  const baseline = input.baselines.get(head.unit);
  const isThere = baseline?.version === head.version && baseline.contentHash === head.contentHash;
  if (!isThere && stableNumber(head.version) !== undefined) addBaseline(current, head.version, prepared);
}

function addBaseline(current: CurrentUnit, version: string, { files }: PreparedRelease): void {
  const baseline = baselineOf(current.rendered, current.contentHash, version);
  files.set(baselinePath(current.stack, baseline.unit), baselineText(baseline));
}

type UnitName = Pick<UnitComparison, "unit" | "stack">;

function addChangelog(name: UnitName, entries: readonly ReleaseFile[], { repository }: PrepareInput, { files }: PreparedRelease): void {
  const path = `${ledgerFolder(name.stack, name.unit)}/CHANGELOG.md`;
  const text = unitChangelog(name.unit, entries, noticesOf(repository, name));
  if (repository.files.get(path) !== text) files.set(path, text);
}

function entriesOf({ repository }: PrepareInput, { unit, stack }: UnitName): ReleaseFile[] {
  return (repository.stacks.get(stack)?.releases.get(unit) ?? []).map(({ data }) => data);
}

/** What the ledger says about a unit and its releases after the fact. */
export function noticesOf(repository: Repository, { unit, stack }: UnitName): ReleaseNoticeFile[] {
  return (repository.stacks.get(stack)?.notices ?? []).map(({ data }) => data).filter((notice) => notice.unit === unit);
}

function retire(comparison: UnitComparison, input: PrepareInput, prepared: PreparedRelease): void {
  const { unit, stack, released, reasons } = comparison;
  const reason = `${reasons.map(({ text }) => text).join("; ")}.`;
  const notice: ReleaseNoticeFile = {
    unit,
    kind: "retired",
    ...(released === null ? {} : { version: released }),
    date: input.date,
    reason,
  };
  prepared.files.set(`${ledgerFolder(stack, unit)}/retired.yaml`, noticeText(notice));
  const notices = [...noticesOf(input.repository, comparison), notice];
  prepared.files.set(`${ledgerFolder(stack, unit)}/CHANGELOG.md`, unitChangelog(unit, entriesOf(input, comparison), notices));
  prepared.retired.push(unit);
}

/** A release has what changesets say, so none may wait for a stack that is released (CS6013). */
function unappliedChangesets({ plan }: PrepareInput): Diagnostic[] {
  return plan.stacks.flatMap(({ stack, changesets: [file] }) =>
    file === undefined ? [] : [problem("CS6013", { file }, `The changeset waits for the next version of the stack "${stack}".`)],
  );
}

/** The step of a stack's version since its last release is at least what its units take (CS6010, CS6011). */
function smallBumps({ plan, stacks, repository }: PrepareInput): Diagnostic[] {
  return stacks.flatMap(({ id, version }) => {
    const file = `stacks/${id}/package.json`;
    const changed = plan.units.filter(({ stack, severity }) => stack === id && severity !== "none");
    const again = changed.find(({ unit }) => lastStable(repository.stacks.get(id), unit)?.data.stackVersion === version);
    if (again !== undefined)
      return [problem("CS6011", { file }, `${again.unit} changed since it was released with the stack's ${version}.`)];
    const before = versionsBefore(version, repository, id).at(-1);
    if (before === undefined) return [];
    const needed = bumpOf(worst(changed.map(({ severity }) => severity)));
    const declared = declaredBump(before, version);
    if (!isSmaller(declared, needed)) return [];
    return [problem("CS6010", { file }, `The stack went from ${before} to ${version} (${declared}), and its units take ${needed}.`)];
  });
}

/** Versions of a stack that earlier stable releases of its units came with, in order. */
function versionsBefore(version: string, repository: Repository, stack: string): string[] {
  const entries = [...(repository.stacks.get(stack)?.releases.values() ?? [])].flat();
  const versions = entries.flatMap(({ data }) => (data.version.includes("-") ? [] : (data.stackVersion ?? [])));
  return versions.filter((earlier) => lt(earlier, version)).sort(compare);
}

function declaredBump(before: string, after: string): Bump {
  const step = diff(before, after);
  if (step === null) return "none";
  return step.endsWith("major") ? "major" : step.endsWith("minor") ? "minor" : "patch";
}
