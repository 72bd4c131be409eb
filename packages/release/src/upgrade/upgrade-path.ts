import type { Repository } from "@cstack/generator";
import { findReleased, type Released, releasedVersions } from "./released.ts";
import { type UpgradeStep, upgradeStep } from "./upgrade-step.ts";

/** The way from one release to another: its steps, or why there is none. */
export interface UpgradePath {
  from: string;
  to: string;
  steps: UpgradeStep[];
  /** Why the target cannot be reached at all; empty where it can. */
  refused: string[];
}

/**
 * The way with the fewest steps between two releases of a ledger, over newer releases where there are several. A unit stands for its newest
 * release. Undefined where a name is neither. Pure.
 */
export function upgradePath(repository: Repository, from: string, to: string): UpgradePath | undefined {
  const releases = releasedVersions(repository);
  const [start, target] = [findReleased(releases, from), findReleased(releases, to)];
  if (start === undefined || target === undefined) return undefined;
  const named = { from: start.name, to: target.name };
  if (start === target) return { ...named, steps: [], refused: [] };
  const steps = shortest(start, target, releases, repository);
  return { ...named, steps: steps ?? [], refused: steps === undefined ? reasonsAgainst(start, target, releases, repository) : [] };
}

/** All steps that are possible, in the order of the releases: the upgrade graph. */
export function upgradeGraph(repository: Repository): UpgradeStep[] {
  const releases = releasedVersions(repository);
  return releases
    .flatMap((from) => releases.filter((to) => mayLead(from, to)).map((to) => upgradeStep(from, to, releases, repository)))
    .filter(isPossible);
}

/** Breadth first, so that the first way that is found has the fewest steps; newer releases are tried first. */
function shortest(start: Released, target: Released, releases: readonly Released[], repository: Repository): UpgradeStep[] | undefined {
  const before = new Map<Released, UpgradeStep | undefined>([[start, undefined]]);
  const open = [start];
  const newestFirst = releases.toReversed();
  for (let from = open.shift(); from !== undefined && !before.has(target); from = open.shift()) {
    for (const to of newestFirst) {
      if (before.has(to) || !mayLead(from, to)) continue;
      const step = upgradeStep(from, to, releases, repository);
      if (!isPossible(step)) continue;
      before.set(to, step);
      open.push(to);
    }
  }
  return before.has(target) ? stepsTo(target, before, releases) : undefined;
}

function stepsTo(target: Released, before: ReadonlyMap<Released, UpgradeStep | undefined>, releases: readonly Released[]): UpgradeStep[] {
  const steps: UpgradeStep[] = [];
  for (let step = before.get(target); step !== undefined; step = before.get(releases.find(({ name }) => name === step?.from)!))
    steps.unshift(step);
  return steps;
}

/** The step's own reasons where releases in between cannot help, else what is missing between the minors. */
function reasonsAgainst(start: Released, target: Released, releases: readonly Released[], repository: Repository): string[] {
  const { refused } = upgradeStep(start, target, releases, repository);
  return refused.length > 0 && mayLeadFurther(start, target) ? [...refused, "no releases in between lead there"] : refused;
}

function isPossible({ refused }: UpgradeStep): boolean {
  return refused.length === 0;
}

/** Only releases of one provider and stack can lead to each other; the others need not be judged. */
function mayLead({ unit: from }: Released, { unit: to }: Released): boolean {
  return from.provider === to.provider && from.stack === to.stack;
}

function mayLeadFurther(from: Released, to: Released): boolean {
  const minor = ({ unit }: Released) => Number(unit.minor.split(".")[1]);
  return mayLead(from, to) && minor(to) >= minor(from) && to.withdrawn === undefined;
}
