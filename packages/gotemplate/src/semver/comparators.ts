/** What the operators of a version constraint mean: github.com/Masterminds/semver v3.4.0 (constraints.go, constraintEqual to constraintCaret). */
import { comparePrereleases, compareVersions, type Version } from "./version.ts";

export type Operator = "equal" | "not-equal" | "greater" | "less" | "greater-or-equal" | "less-or-equal" | "tilde" | "caret";

/** One constraint: an operator and a version. */
export interface Comparator {
  readonly operator: Operator;
  readonly version: Version;
  /** The first number that is `x`, `*` or missing; the version has zeros from there on. */
  readonly wildcard: "major" | "minor" | "patch" | undefined;
}

type Check = (candidate: Version, comparator: Comparator) => boolean;

/** The checks by operator; whether prereleases count at all has been decided before. */
export const checks: Readonly<Record<Operator, Check>> = {
  equal: (candidate, comparator) =>
    comparator.wildcard === undefined ? compareVersions(candidate, comparator.version) === 0 : isWithinTilde(candidate, comparator),
  "not-equal": isNotEqual,
  greater: isGreater,
  less: (candidate, { version }) => compareVersions(candidate, version) < 0,
  "greater-or-equal": (candidate, { version }) => compareVersions(candidate, version) >= 0,
  "less-or-equal": isLessOrEqual,
  tilde: isWithinTilde,
  caret: isWithinCaret,
};

function isNotEqual(candidate: Version, { version, wildcard }: Comparator): boolean {
  if (wildcard === undefined || candidate.major !== version.major) return compareVersions(candidate, version) !== 0;
  if (wildcard === "minor") return false;
  if (candidate.minor !== version.minor) return true;
  if (wildcard === "patch") return comparePrereleases(candidate.prerelease, version.prerelease) !== 0;
  return compareVersions(candidate, version) !== 0;
}

/** `>11` means 12 and higher, `>11.1` means 11.2 and higher. */
function isGreater(candidate: Version, { version, wildcard }: Comparator): boolean {
  if (wildcard !== undefined && candidate.major !== version.major) return candidate.major > version.major;
  if (wildcard === "minor") return false;
  if (wildcard === "patch") return candidate.minor > version.minor;
  return compareVersions(candidate, version) > 0;
}

/** `<=11` includes all of 11, `<=11.1` all of 11.1. */
function isLessOrEqual(candidate: Version, { version, wildcard }: Comparator): boolean {
  if (wildcard === undefined) return compareVersions(candidate, version) <= 0;
  if (candidate.major !== version.major) return candidate.major < version.major;
  return wildcard === "minor" || candidate.minor <= version.minor;
}

/** `~1.2.3` means up to below 1.3, `~1` up to below 2; `~0.0.0` means everything. */
function isWithinTilde(candidate: Version, { version, wildcard }: Comparator): boolean {
  if (compareVersions(candidate, version) < 0) return false;
  const isZero = version.major === 0n && version.minor === 0n && version.patch === 0n;
  if (isZero && wildcard !== "minor" && wildcard !== "patch") return true;
  if (candidate.major !== version.major) return false;
  return candidate.minor === version.minor || wildcard === "minor";
}

/** `^1.2.3` means up to below 2, `^0.2.3` up to below 0.3, `^0.0.3` only 0.0.3. */
function isWithinCaret(candidate: Version, { version, wildcard }: Comparator): boolean {
  if (compareVersions(candidate, version) < 0) return false;
  if (candidate.major !== version.major) return false;
  if (version.major > 0n || wildcard === "minor") return true;
  if (candidate.minor !== version.minor) return false;
  if (version.minor > 0n || wildcard === "patch") return true;
  return candidate.patch === version.patch;
}
