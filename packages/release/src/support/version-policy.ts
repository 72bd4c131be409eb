import type { Stack } from "@cstack/generator";
import type { KubernetesFacts, ReleaseFile } from "@cstack/model";
import { gte } from "semver";
import { stableNumber } from "../version/release-name.ts";

/** One deadline of the version policy for one unit. */
export interface Deadline {
  unit: string;
  rule: "minor" | "patch" | "security patch" | "end of life";
  /** The day by which, or for `end of life` until which; null where a fact is missing. */
  due: string | null;
  /** `met` in time · `late`: met after the day · `due`: still open · `overdue` · `unknown`: a fact is missing · `none`: nothing is asked. */
  state: "met" | "late" | "due" | "overdue" | "unknown" | "none";
  /** The release that met it, or what is missing. */
  detail: string;
}

/** Days by which a version is offered, and the severity from which the shorter ones count. */
const policy = { minorDays: 120, patchDays: 31, securityDays: 14, criticalCvss: 8 } as const;

/**
 * The four deadlines of the SCS Kubernetes version policy for one unit: a new minor within four months, its newest patch within a month, one
 * that fixes a vulnerability with CVSS 8 or more within two weeks (two days are recommended), and releases until upstream's end of life. What
 * counts is the day of the unit's release in the ledger. Source: SCS standard scs-0210-v2; its test, k8s_version_policy.py, has the days.
 */
export function versionDeadlines(unit: string, stack: Stack, facts: KubernetesFacts, today: string): Deadline[] {
  const releases = (stack.releases.get(unit) ?? []).map(({ data }) => data).filter(({ version }) => stableNumber(version) !== undefined);
  const patch = facts.newestPatch;
  const security = patch?.cvss !== undefined && patch.cvss >= policy.criticalCvss;
  const first = releases[0];
  return [
    { unit, rule: "minor", ...metBy(first, addDays(facts.released, policy.minorDays), today) },
    patch === undefined
      ? { unit, rule: "patch", due: null, state: "unknown", detail: "the facts name no newest patch" }
      : { unit, rule: "patch", ...metBy(withPatch(releases, patch.version), addDays(patch.released, policy.patchDays), today) },
    patch === undefined || !security
      ? {
          unit,
          rule: "security patch",
          due: null,
          state: patch === undefined ? "unknown" : "none",
          detail: "no patch with CVSS 8 or more is known",
        }
      : { unit, rule: "security patch", ...metBy(withPatch(releases, patch.version), addDays(patch.released, policy.securityDays), today) },
    { unit, rule: "end of life", ...offeredUntil(first, facts.endOfLife, today) },
  ];
}

function withPatch(releases: readonly ReleaseFile[], version: string): ReleaseFile | undefined {
  return releases.find(({ kubernetes }) => gte(kubernetes, version));
}

function metBy(release: ReleaseFile | undefined, due: string, today: string): Pick<Deadline, "due" | "state" | "detail"> {
  if (release === undefined) return { due, state: today > due ? "overdue" : "due", detail: "not released" };
  return { due, state: release.date > due ? "late" : "met", detail: `${release.version} on ${release.date}` };
}

function offeredUntil(first: ReleaseFile | undefined, endOfLife: string, today: string): Pick<Deadline, "due" | "state" | "detail"> {
  if (today > endOfLife) return { due: endOfLife, state: "none", detail: "not recommended any more" };
  return { due: endOfLife, state: first === undefined ? "due" : "met", detail: first === undefined ? "not released" : "offered" };
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 3600 * 1000).toISOString().slice(0, 10);
}
