import { expandTemplate } from "./expand.ts";
import { type Match, runProgram } from "./machine.ts";
import { parsePattern } from "./parser.ts";
import { compileProgram, type Program } from "./program.ts";

/** Is told the length of a text that is being built. */
export type Charge = (length: number) => void;

/** A compiled RE2 pattern. Every method takes time linear in the text; places are UTF-16 units. */
export interface Regexp {
  readonly pattern: string;
  /** Names of the groups by number; group 0 is the whole match, a group without a name has an empty one. */
  readonly groupNames: readonly string[];
  /** Whether the pattern matches anywhere in the text. */
  test(text: string): boolean;
  /** Start and end of the first match and of its groups, two numbers a group, -1 for a group that did not take part. */
  findIndex(text: string): Match | undefined;
  /** The text of the first match. */
  find(text: string): string | undefined;
  /** {@link findIndex} of all matches that do not overlap; at most `limit` unless it is negative. */
  findAllIndex(text: string, limit?: number): Match[];
  /** The texts of all matches that do not overlap; at most `limit` unless it is negative. */
  findAll(text: string, limit?: number): string[];
  /**
   * Replaces all matches; `$1`, `${1}`, `$name` and `${name}` in the template stand for groups, `$$` for a dollar sign.
   * @param charge is told the length of the text as it grows, and may throw to stop it
   */
  replaceAll(text: string, template: string, charge?: Charge): string;
  /** Replaces all matches by the text as it stands. */
  replaceAllLiteral(text: string, replacement: string, charge?: Charge): string;
  /** The pieces between matches; at most `limit` (the last one with the rest) unless it is negative. `undefined` for a limit of 0. */
  split(text: string, limit: number): string[] | undefined;
}

/**
 * Compiles a pattern in RE2 syntax with the semantics of Go's package regexp (Go 1.26; properties of characters are those of
 * JavaScript's Unicode version). Throws `RegexpError`, whose message is Go's.
 */
export function compileRegexp(pattern: string): Regexp {
  const { root, groupNames } = parsePattern(pattern);
  // All errors are those of the syntax, and many patterns are only asked for these.
  let compiled: Program | undefined;
  const program = (): Program => {
    compiled ??= compileProgram(root, groupNames.length);
    return compiled;
  };
  const find = (text: string): string | undefined => {
    const match = runProgram(program(), text, 0, wholeMatch);
    return match === undefined ? undefined : text.slice(match[0], match[1]);
  };
  return {
    pattern,
    groupNames,
    test: (text) => runProgram(program(), text, 0, 0) !== undefined,
    findIndex: (text) => runProgram(program(), text, 0, program().slots),
    find,
    findAllIndex: (text, limit = -1) => allMatches(program(), text, limit, program().slots),
    findAll: (text, limit = -1) => allMatches(program(), text, limit, wholeMatch).map((match) => text.slice(match[0], match[1])),
    replaceAll: (text, template, charge) =>
      replaceMatches(program(), text, (match) => expandTemplate(template, text, match, groupNames), charge),
    replaceAllLiteral: (text, replacement, charge) => replaceMatches(program(), text, () => replacement, charge),
    split: (text, limit) => splitText(program(), pattern, text, limit),
  };
}

/** Only the places of the whole match are wanted. */
const wholeMatch = 2;

/** The width of the character at a place, 0 at the end. */
function widthAt(text: string, place: number): number {
  const rune = text.codePointAt(place);
  return rune === undefined ? 0 : rune > 0xffff ? 2 : 1;
}

/** Successive matches; an empty match right after another match does not count (Go: allMatches). */
function allMatches(program: Program, text: string, limit: number, slots: number): Match[] {
  const matches: Match[] = [];
  let previousEnd = -1;
  for (let place = 0; place <= text.length && (limit < 0 || matches.length < limit); ) {
    const match = runProgram(program, text, place, slots);
    if (match === undefined) break;
    const [start, end] = [match[0]!, match[1]!];
    const isEmpty = end === place;
    if (!isEmpty || start !== previousEnd) matches.push(match);
    place = isEmpty ? place + (widthAt(text, place) || 1) : end;
    previousEnd = end;
  }
  return matches;
}

/** Go: Regexp.replaceAll. */
function replaceMatches(program: Program, text: string, replacement: (match: Match) => string, charge?: Charge): string {
  let result = "";
  let lastEnd = 0;
  for (let place = 0; place <= text.length; ) {
    const match = runProgram(program, text, place, program.slots);
    if (match === undefined) break;
    const [start, end] = [match[0]!, match[1]!];
    result += text.slice(lastEnd, start);
    if (end > lastEnd || start === 0) result += replacement(match);
    charge?.(result.length);
    lastEnd = end;
    const width = widthAt(text, place);
    place = place + width > end ? place + width : place + 1 > end ? place + 1 : end;
  }
  return result + text.slice(lastEnd);
}

/** Go: Regexp.Split. */
function splitText(program: Program, pattern: string, text: string, limit: number): string[] | undefined {
  if (limit === 0) return undefined;
  if (pattern !== "" && text === "") return [""];
  const pieces: string[] = [];
  let [start, end] = [0, 0];
  for (const match of allMatches(program, text, limit, wholeMatch)) {
    if (limit > 0 && pieces.length >= limit - 1) break;
    end = match[0]!;
    if (match[1] !== 0) pieces.push(text.slice(start, end));
    start = match[1]!;
  }
  if (end !== text.length) pieces.push(text.slice(start));
  return pieces;
}

/** The pattern that matches exactly this text (Go: QuoteMeta). */
export function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
}
