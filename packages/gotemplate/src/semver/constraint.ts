/** Version constraints as github.com/Masterminds/semver v3.4.0 reads and checks them (constraints.go). */
import { compileRegexp, type Regexp } from "../regexp/index.ts";
import { type Comparator, checks, type Operator } from "./comparators.ts";
import { parseVersion, type Version, VersionError } from "./version.ts";

/** Groups of constraints: a version must meet all constraints of one group. */
export type Constraint = readonly ConstraintGroup[];

interface ConstraintGroup {
  readonly comparators: readonly Comparator[];
  /** A constraint of the group names a prerelease: only then do prereleases meet the group. */
  readonly allowsPrereleases: boolean;
}

/** Why a text is no constraint. */
export class ConstraintError extends Error {
  override readonly name = "ConstraintError";
}

const version =
  "v?([0-9|x|X|\\*]+)(\\.[0-9|x|X|\\*]+)?(\\.[0-9|x|X|\\*]+)?(-([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?(\\+([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?";
const operators = "=||!=|>|<|>=|=>|<=|=<|~|~>|\\^";
/** The number of groups in {@link version}, itself not included. */
const versionGroups = 9;

/** The patterns of the library, compiled when they are first needed; RE2 keeps hostile texts linear. */
interface Patterns {
  readonly range: Regexp;
  readonly group: Regexp;
  readonly comparator: Regexp;
  readonly single: Regexp;
}

let compiled: Patterns | undefined;

function patterns(): Patterns {
  compiled ??= {
    range: compileRegexp(`\\s*(${version})\\s+-\\s+(${version})\\s*`),
    group: compileRegexp(`^(\\s*(${operators})\\s*(${version})\\s*)((?:\\s+|,\\s*)(${operators})\\s*(${version})\\s*)*$`),
    comparator: compileRegexp(`(${operators})\\s*(${version})`),
    single: compileRegexp(`^\\s*(${operators})\\s*(${version})\\s*$`),
  };
  return compiled;
}

/** Reads a constraint such as `>= 1.2, < 2 || ^3.1`. Throws {@link ConstraintError}. */
export function parseConstraint(text: string): Constraint {
  return expandRanges(text).split("||").map(parseGroup);
}

/** Whether the version meets the constraint. */
export function meetsConstraint(candidate: Version, constraint: Constraint): boolean {
  return constraint.some(({ comparators, allowsPrereleases }) => {
    if (candidate.prerelease !== "" && !allowsPrereleases) return comparators.length === 0;
    return comparators.every((comparator) => checks[comparator.operator](candidate, comparator));
  });
}

/** `1.2 - 2.0` becomes `>= 1.2, <= 2.0 `. */
function expandRanges(text: string): string {
  return patterns()
    .range.findAllIndex(text)
    .reduce((rest, match) => {
      const group = (number: number): string => text.slice(match[2 * number], match[2 * number + 1]);
      return rest.replace(group(0), () => `>= ${group(1)}, <= ${group(versionGroups + 2)} `);
    }, text);
}

function parseGroup(text: string): ConstraintGroup {
  const { group, comparator } = patterns();
  if (!group.test(text)) throw new ConstraintError(`improper constraint: ${text}`);
  const comparators = comparator.findAll(text).map(parseComparator);
  return { comparators, allowsPrereleases: comparators.some(({ version: { prerelease } }) => prerelease !== "") };
}

function parseComparator(text: string): Comparator {
  const match = patterns().single.findIndex(text);
  if (match === undefined) throw new ConstraintError(`improper constraint: ${text}`);
  const group = (number: number): string => (match[2 * number]! < 0 ? "" : text.slice(match[2 * number], match[2 * number + 1]));
  const [major, minor, patch, prerelease] = [group(3), group(4), group(5), group(6)];
  const wildcard = isWildcard(major) ? "major" : isWildcard(minor.slice(1)) ? "minor" : isWildcard(patch.slice(1)) ? "patch" : undefined;
  const completed = {
    major: `0.0.0${prerelease}`,
    minor: `${major}.0.0${prerelease}`,
    patch: `${major}${minor}.0${prerelease}`,
    none: group(2),
  }[wildcard ?? "none"];
  return { operator: operatorOf(group(1)), version: readVersion(completed), wildcard };
}

function isWildcard(part: string): boolean {
  return ["", "x", "X", "*"].includes(part);
}

function readVersion(text: string): Version {
  try {
    return parseVersion(text);
  } catch (error) {
    if (error instanceof VersionError) throw new ConstraintError("constraint parser error");
    throw error;
  }
}

const operatorNames: ReadonlyMap<string, Operator> = new Map([
  ["", "equal"],
  ["=", "equal"],
  ["!=", "not-equal"],
  [">", "greater"],
  ["<", "less"],
  [">=", "greater-or-equal"],
  ["=>", "greater-or-equal"],
  ["<=", "less-or-equal"],
  ["=<", "less-or-equal"],
  ["~", "tilde"],
  ["~>", "tilde"],
  ["^", "caret"],
] as const);

function operatorOf(text: string): Operator {
  return operatorNames.get(text) ?? "equal";
}
