/** A semantic version; numbers are unsigned 64-bit as in Go, hence bigint. */
export interface Version {
  major: bigint;
  minor: bigint;
  patch: bigint;
  pre: string[];
  build: string[];
}

const digits = /^[0-9]+$/;
const identifier = /^[0-9A-Za-z-]+$/;
const largest = 2n ** 64n - 1n;
// Go's unicode.IsSpace, which differs from String.prototype.trim in U+0085 and U+FEFF.
const goSpaces = "[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*";
const surroundingSpaces = new RegExp(`^${goSpaces}|${goSpaces}$`, "g");

/** A strict `major.minor.patch[-pre][+build]`, or undefined; as blang/semver v4 `Parse`. */
export function parseVersion(text: string): Version | undefined {
  const [majorText, minorText, rest] = splitThree(text);
  if (majorText === undefined || minorText === undefined || rest === undefined) return undefined;
  const [beforeBuild, build] = splitAt(rest, "+");
  const [patchText, pre] = splitAt(beforeBuild, "-");
  const [major, minor, patch] = [majorText, minorText, patchText].map(numberPart);
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  if (pre.some((part) => !isPreReleasePart(part)) || build.some((part) => !identifier.test(part))) return undefined;
  return { major, minor, patch, pre, build };
}

/** As `parseVersion`, but with a leading `v`, leading zeros and missing parts allowed; as blang/semver v4 `ParseTolerant`. */
export function parseTolerantVersion(text: string): Version | undefined {
  const bare = text.replace(surroundingSpaces, "").replace(/^v/, "");
  const parts = splitThree(bare).map(dropLeadingZeros);
  if (parts.length < 3 && /[+-]/.test(parts[parts.length - 1] ?? "")) return undefined;
  while (parts.length < 3) parts.push("0");
  return parseVersion(parts.join("."));
}

/** Negative, zero or positive, by the rules of semver: build metadata do not count. */
export function compareVersions(a: Version, b: Version): number {
  return (
    compareNumbers(a.major, b.major) || compareNumbers(a.minor, b.minor) || compareNumbers(a.patch, b.patch) || comparePre(a.pre, b.pre)
  );
}

/** As `compareVersions`, with pre-releases left out (Cluster API: util/version `WithoutPreReleases`). */
export function compareReleases(a: Version, b: Version): number {
  return compareVersions({ ...a, pre: [] }, { ...b, pre: [] });
}

/**
 * As `compareVersions`, and equal versions by their build metadata (Cluster API: util/version `WithBuildTags`).
 * "different": the build metadata differ, and neither is the greater.
 */
export function compareWithBuild(a: Version, b: Version): number | "different" {
  const order = compareVersions(a, b);
  if (order !== 0) return order;
  for (const [i, part] of a.build.slice(0, b.build.length).entries()) {
    const partOrder = compareBuildParts(part, b.build[i] ?? "");
    if (partOrder !== 0) return partOrder;
  }
  return Math.sign(a.build.length - b.build.length);
}

/** The version as text, without a leading `v`. */
export function formatVersion(v: Version): string {
  const pre = v.pre.length > 0 ? `-${v.pre.join(".")}` : "";
  const build = v.build.length > 0 ? `+${v.build.join(".")}` : "";
  return `${v.major}.${v.minor}.${v.patch}${pre}${build}`;
}

function splitThree(text: string): string[] {
  const parts = text.split(".");
  return parts.length <= 3 ? parts : [parts[0] ?? "", parts[1] ?? "", parts.slice(2).join(".")];
}

function splitAt(text: string, separator: string): [string, string[]] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, []] : [text.slice(0, at), text.slice(at + 1).split(".")];
}

function numberPart(text: string): bigint | undefined {
  if (!digits.test(text) || (text.length > 1 && text.startsWith("0"))) return undefined;
  const value = BigInt(text);
  return value <= largest ? value : undefined;
}

function isPreReleasePart(text: string): boolean {
  return digits.test(text) ? numberPart(text) !== undefined : identifier.test(text);
}

function dropLeadingZeros(part: string): string {
  if (part.length <= 1) return part;
  const dropped = part.replace(/^0+/, "");
  return /^[0-9]/.test(dropped) ? dropped : `0${dropped}`;
}

function compareNumbers(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparePre(a: string[], b: string[]): number {
  if (a.length === 0 || b.length === 0) return Math.sign(b.length - a.length);
  for (const [i, part] of a.slice(0, b.length).entries()) {
    const order = comparePreParts(part, b[i] ?? "");
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

function comparePreParts(a: string, b: string): number {
  const [aIsNumber, bIsNumber] = [digits.test(a), digits.test(b)];
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  return aIsNumber ? compareNumbers(BigInt(a), BigInt(b)) : compareTexts(a, b);
}

function compareBuildParts(a: string, b: string): number | "different" {
  const [aIsNumber, bIsNumber] = [digits.test(a), digits.test(b)];
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  if (!aIsNumber) return a === b ? 0 : "different";
  return compareNumbers(saturate(BigInt(a)), saturate(BigInt(b)));
}

// Upstream ignores the overflow error of ParseUint, which leaves the largest number.
function saturate(value: bigint): bigint {
  return value > largest ? largest : value;
}
