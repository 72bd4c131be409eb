import type { RenderedUnit, Repository, Stack } from "@cstack/generator";
import { type Diagnostic, hasErrors, problem } from "@cstack/model";
import { type Baseline, candidateOf } from "../baseline/baseline.ts";
import { compareUnit, type UnitComparison } from "../compare/compare-unit.ts";
import { worst } from "../compare/severity.ts";
import { lastStable, retirementOf } from "../ledger/last-releases.ts";
import { nextStable } from "../ledger/next-version.ts";
import { type Changeset, judgeBumps, type ReleasedStack, type StackBump, stackBumps } from "./changesets.ts";

/** A unit as its sources have it now, rendered with the version token. */
export interface CurrentUnit {
  stack: string;
  rendered: RenderedUnit;
  contentHash: string;
}

export interface ReleasePlanInput {
  repository: Repository;
  units: readonly CurrentUnit[];
  /** Baselines by unit id. */
  baselines: ReadonlyMap<string, Baseline>;
  stacks: readonly ReleasedStack[];
  changesets: readonly Changeset[];
  /** `2026-11-21`: whether a minor is past its end of life. */
  today: string;
}

/** What a release would be now. */
export interface ReleasePlan {
  units: UnitComparison[];
  stacks: StackBump[];
}

/** Compares every unit with its last release, and what authors declared with what changed. Pure. */
export function planRelease(input: ReleasePlanInput): { plan: ReleasePlan; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const current = input.units.map((unit) => comparisonOf(unit, input, diagnostics));
  const units = [...current, ...retiredUnits(input)];
  const stacks = stackBumps(input.stacks, input.changesets, units);
  // What could not be compared would look like a changeset without a change.
  if (!hasErrors(diagnostics)) diagnostics.push(...judgeBumps(stacks));
  return { plan: { units, stacks }, diagnostics };
}

/** Where the baseline of a unit stands. */
export function baselinePath(stack: string, unit: string): string {
  return `stacks/${stack}/releases/${unit}/baseline.json`;
}

function comparisonOf(current: CurrentUnit, { repository, baselines }: ReleasePlanInput, diagnostics: Diagnostic[]): UnitComparison {
  const { stack, rendered, contentHash } = current;
  const { unit } = rendered;
  const head = lastStable(repository.stacks.get(stack), unit.id)?.data;
  const named = { unit: unit.id, stack };
  if (head === undefined) {
    const text = `${unit.id} is released for the first time`;
    return {
      ...named,
      state: "added",
      released: null,
      next: nextStable(undefined),
      severity: "quiet",
      reasons: [{ severity: "quiet", part: "unit", text }],
    };
  }
  const unchanged = { ...named, state: "unchanged", released: head.version, next: null, severity: "none", reasons: [] } as const;
  if (head.contentHash === contentHash) return { ...unchanged, reasons: [] };
  const file = baselinePath(stack, unit.id);
  const baseline = baselines.get(unit.id);
  if (baseline?.version !== head.version || baseline.contentHash !== head.contentHash) {
    const found = baseline === undefined ? "is missing" : `is of ${baseline.version} (${baseline.contentHash.slice(0, 12)})`;
    diagnostics.push(problem("CS6002", { file }, `The baseline of ${unit.id} ${head.version} ${found}.`));
    return { ...unchanged, reasons: [] };
  }
  const { mutability = [] } = unit.provider.data;
  const rules = { mutability, schemas: unit.provider.schemas };
  const { details, severity, reasons, diagnostics: found } = compareUnit(baseline, candidateOf(rendered, contentHash), rules, file);
  diagnostics.push(...found);
  return {
    ...named,
    state: "changed",
    released: head.version,
    next: nextStable(head.version),
    severity,
    reasons,
    ...(details === undefined ? {} : { details }),
  };
}

/** Units that were released and that the sources no longer make. */
function retiredUnits({ repository, units, baselines, today }: ReleasePlanInput): UnitComparison[] {
  const present = new Set(units.map(({ rendered }) => rendered.unit.id));
  return [...repository.stacks.values()].flatMap((stack) =>
    [...stack.releases].flatMap(([unit, releases]) => {
      const last = releases.at(-1)?.data;
      return last === undefined || present.has(unit) || retirementOf(stack, unit) !== undefined
        ? []
        : [retired(stack, unit, last.version, baselines.get(unit), today)];
    }),
  );
}

/** Whoever uses a unit that is still supported must move; after the end of life everybody was told to. */
function retired(stack: Stack, unit: string, version: string, baseline: Baseline | undefined, today: string): UnitComparison {
  const end = baseline?.facts.kubernetes.endOfLife;
  const isOver = end !== undefined && end < today;
  const severity = isOver ? "quiet" : "breaking";
  const since = end === undefined ? "" : isOver ? `, after its end of life on ${end}` : `, before its end of life on ${end}`;
  const text = `${unit} gets no further release${since}`;
  const reasons = [{ severity, part: "unit", text } as const];
  return { unit, stack: stack.data.id, state: "retired", released: version, next: null, severity: worst([severity]), reasons };
}
