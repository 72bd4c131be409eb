/** Versions as github.com/Masterminds/semver v3.4.0 reads them (version.go, NewVersion with its default to coerce). */

/** A semantic version; numbers are below 2^64. */
export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** What stands after the hyphen; empty if nothing does. */
  readonly prerelease: string;
  /** What stands after the plus sign. */
  readonly metadata: string;
  /** The text that was read. */
  readonly original: string;
}

/** Why a text is no version. */
export class VersionError extends Error {
  override readonly name = "VersionError";
}

const identifiers = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
const loose = new RegExp(`^v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(?:-(${identifiers}))?(?:\\+(${identifiers}))?$`);

/** Reads a version; `v1`, `1.2` and leading zeros of numbers are accepted. Throws {@link VersionError}. */
export function parseVersion(text: string): Version {
  const match = loose.exec(text);
  if (match === null) throw new VersionError("invalid semantic version");
  const [, major = "", minor = "0", patch = "0", prerelease = "", metadata = ""] = match;
  const version = { major: segment(major), minor: segment(minor), patch: segment(patch), prerelease, metadata, original: text };
  if (prerelease.split(".").some((part) => /^0[0-9]+$/.test(part))) throw new VersionError("version segment starts with 0");
  return version;
}

function segment(digits: string): bigint {
  const value = BigInt(digits);
  if (value < 1n << 64n) return value;
  throw new VersionError(`error parsing version segment: strconv.ParseUint: parsing "${digits}": value out of range`);
}

/** The canonical text: three numbers, no `v`. */
export function versionText({ major, minor, patch, prerelease, metadata }: Version): string {
  return `${major}.${minor}.${patch}${prerelease === "" ? "" : `-${prerelease}`}${metadata === "" ? "" : `+${metadata}`}`;
}

/** -1, 0 or 1 as the left version comes before, with or after the right one. Metadata do not count; a prerelease comes before its release. */
export function compareVersions(left: Version, right: Version): -1 | 0 | 1 {
  const numbers =
    compareNumbers(left.major, right.major) || compareNumbers(left.minor, right.minor) || compareNumbers(left.patch, right.patch);
  if (numbers !== 0) return numbers;
  if (left.prerelease === right.prerelease) return 0;
  if (left.prerelease === "") return 1;
  return right.prerelease === "" ? -1 : comparePrereleases(left.prerelease, right.prerelease);
}

function compareNumbers(left: bigint, right: bigint): -1 | 0 | 1 {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Compares identifiers in order; a missing one comes first, numbers come before texts. Either prerelease may be empty. */
export function comparePrereleases(left: string, right: string): -1 | 0 | 1 {
  const [ours, theirs] = [left.split("."), right.split(".")];
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    const order = compareIdentifiers(ours[index] ?? "", theirs[index] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

function compareIdentifiers(left: string, right: string): -1 | 0 | 1 {
  if (left === right) return 0;
  if (left === "" || right === "") return left === "" ? -1 : 1;
  const [leftNumber, rightNumber] = [numberOf(left), numberOf(right)];
  if (leftNumber === undefined && rightNumber === undefined) return left > right ? 1 : -1;
  if (leftNumber === undefined) return 1;
  if (rightNumber === undefined) return -1;
  return leftNumber > rightNumber ? 1 : -1;
}

/** The number of an identifier of digits that fits 64 bits. */
function numberOf(identifier: string): bigint | undefined {
  if (!/^[0-9]+$/.test(identifier)) return undefined;
  const value = BigInt(identifier);
  return value < 1n << 64n ? value : undefined;
}
