import { global, member, type Overload } from "../overload.ts";
import { CelError, CelOpaque } from "../values.ts";

interface Semver {
  core: [bigint, bigint, bigint];
  pre: string[];
}

type CelSemver = CelOpaque<"kubernetes.Semver", SemverValue>;

class SemverValue {
  readonly version: Semver;
  constructor(version: Semver) {
    this.version = version;
  }
  equals(other: unknown): boolean {
    return other instanceof SemverValue && compareVersions(this.version, other.version) === 0n;
  }
}

const FORM =
  /^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

/** Kubernetes' semantic version library (k8s.io/apiserver v0.36, pkg/cel/library/semverlib.go). */
export const semverFunctions: Overload[] = [
  global("string_to_semver", "semver", "string", "Semver", (text: string) => readSemver(text, false)),
  global("string_bool_to_semver", "semver", "string, bool", "Semver", readSemver),
  global("is_semver_string", "isSemver", "string", "bool", (text: string) => parseSemver(text) !== undefined),
  global(
    "is_semver_string_bool",
    "isSemver",
    "string, bool",
    "bool",
    (text: string, normalize: boolean) => semverOf(text, normalize) !== undefined,
  ),
  member("semver_is_greater_than", "isGreaterThan", "Semver, Semver", "bool", (a: CelSemver, b: CelSemver) => compareTo(a, b) > 0n),
  member("semver_is_less_than", "isLessThan", "Semver, Semver", "bool", (a: CelSemver, b: CelSemver) => compareTo(a, b) < 0n),
  member("semver_compare_to", "compareTo", "Semver, Semver", "int", compareTo),
  member("semver_major", "major", "Semver", "int", (a: CelSemver) => a.value.version.core[0]),
  member("semver_minor", "minor", "Semver", "int", (a: CelSemver) => a.value.version.core[1]),
  member("semver_patch", "patch", "Semver", "int", (a: CelSemver) => a.value.version.core[2]),
];

function semverOf(text: string, normalize: boolean): Semver | undefined {
  return parseSemver(normalize ? normalized(text) : text);
}

function readSemver(text: string, normalize: boolean): CelSemver {
  const version = semverOf(text, normalize);
  if (version === undefined) throw new CelError(`invalid semantic version ${text}`);
  return new CelOpaque("kubernetes.Semver", new SemverValue(version));
}

function parseSemver(text: string): Semver | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const core = match.slice(1, 4).map(BigInt) as [bigint, bigint, bigint];
  const pre = match[4]?.split(".") ?? [];
  const leadingZero = pre.some((part) => /^0[0-9]+$/.test(part));
  return leadingZero || core.some((part) => part >= 2n ** 64n) ? undefined : { core, pre };
}

/** Drops a `v`, leading zeros, and adds a missing minor or patch. */
function normalized(text: string): string {
  const parts = splitLimited(text.replace(/^v/, "")).map((part) => {
    if (part.length <= 1) return part;
    const stripped = part.replace(/^0+/, "");
    return /^[0-9]/.test(stripped) ? stripped : `0${stripped}`;
  });
  if (parts.length < 3 && /[+-]/.test(parts.at(-1) ?? "")) return "";
  while (parts.length < 3) parts.push("0");
  return parts.join(".");
}

function splitLimited(text: string): string[] {
  const [major = "", minor, ...rest] = text.split(".");
  return [major, ...(minor === undefined ? [] : [minor]), ...(rest.length === 0 ? [] : [rest.join(".")])];
}

function compareTo(a: CelSemver, b: CelSemver): bigint {
  return compareVersions(a.value.version, b.value.version);
}

function compareVersions(a: Semver, b: Semver): bigint {
  for (let i = 0; i < 3; i++) {
    const [left, right] = [a.core[i] as bigint, b.core[i] as bigint];
    if (left !== right) return left < right ? -1n : 1n;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return BigInt(Math.sign(b.pre.length - a.pre.length));
  return comparePre(a.pre, b.pre);
}

function comparePre(a: string[], b: string[]): bigint {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = comparePart(a[i] as string, b[i] as string);
    if (order !== 0n) return order;
  }
  return BigInt(Math.sign(a.length - b.length));
}

function comparePart(a: string, b: string): bigint {
  if (a === b) return 0n;
  const [left, right] = [/^[0-9]+$/.test(a), /^[0-9]+$/.test(b)];
  if (left && right) return BigInt(a) < BigInt(b) ? -1n : 1n;
  if (left !== right) return left ? -1n : 1n;
  return a < b ? -1n : 1n;
}
