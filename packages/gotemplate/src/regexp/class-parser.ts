import { RegexpError } from "./error.ts";
import { type ReadRune, readEscape, readRune } from "./escape.ts";
import { perlClass, posixClass, unicodeClass } from "./named-classes.ts";
import { type RuneSet, type RuneSetPart, rangePart, runeSet } from "./rune-set.ts";

/** A part of a class, or a whole class, and where the rest of the pattern starts. */
export interface ReadPart {
  readonly part: RuneSetPart;
  readonly next: number;
}

/** Reads `\d`, `\pL`, `\p{Greek}` and the like at `at`; `undefined` if there is something else. */
export function readClassEscape(pattern: string, at: number, fold: boolean): ReadPart | undefined {
  if (pattern[at] !== "\\" || at + 1 >= pattern.length) return undefined;
  const letter = pattern[at + 1]!;
  if (letter === "p" || letter === "P") return readUnicodeClass(pattern, at, fold);
  const part = perlClass(letter, fold);
  return part === undefined ? undefined : { part, next: at + 2 };
}

function readUnicodeClass(pattern: string, at: number, fold: boolean): ReadPart {
  const { name, next } = readUnicodeName(pattern, at);
  const inverted = name.startsWith("^");
  const negated = (pattern[at + 1] === "P") !== inverted;
  const part = unicodeClass(inverted ? name.slice(1) : name, fold, negated);
  if (part === undefined) throw new RegexpError("invalid-class-range", pattern.slice(at, next));
  return { part, next };
}

function readUnicodeName(pattern: string, at: number): { name: string; next: number } {
  if (at + 2 >= pattern.length) throw new RegexpError("invalid-class-range", pattern.slice(at));
  if (pattern[at + 2] !== "{") {
    const { next } = readRune(pattern, at + 2);
    return { name: pattern.slice(at + 2, next), next };
  }
  const end = pattern.indexOf("}", at);
  if (end < 0) throw new RegexpError("invalid-class-range", pattern.slice(at));
  return { name: pattern.slice(at + 3, end), next: end + 1 };
}

/** Reads the class in brackets that starts at `at` (Go: parseClass). */
export function readBracketClass(pattern: string, at: number, fold: boolean): { set: RuneSet; next: number } {
  const negated = pattern[at + 1] === "^";
  const start = at + (negated ? 2 : 1);
  const parts: RuneSetPart[] = [];
  let position = start;
  while (position === start || pattern[position] !== "]") {
    const { part, next } = readMember(pattern, position, at, fold);
    parts.push(part);
    position = next;
  }
  return { set: runeSet(parts, negated), next: position + 1 };
}

function readMember(pattern: string, at: number, classStart: number, fold: boolean): ReadPart {
  return readPosixClass(pattern, at, fold) ?? readClassEscape(pattern, at, fold) ?? readRange(pattern, at, classStart, fold);
}

function readPosixClass(pattern: string, at: number, fold: boolean): ReadPart | undefined {
  if (!pattern.startsWith("[:", at)) return undefined;
  const end = pattern.indexOf(":]", at + 2);
  if (end < 0) return undefined;
  const part = posixClass(pattern.slice(at + 2, end), fold);
  if (part === undefined) throw new RegexpError("invalid-class-range", pattern.slice(at, end + 2));
  return { part, next: end + 2 };
}

/** One character or a range; a `-` before the closing bracket stands for itself. */
function readRange(pattern: string, at: number, classStart: number, fold: boolean): ReadPart {
  const low = readMemberRune(pattern, at, classStart);
  const isRange = pattern[low.next] === "-" && low.next + 1 < pattern.length && pattern[low.next + 1] !== "]";
  if (!isRange) return { part: rangePart(low.rune, low.rune, fold), next: low.next };
  const high = readMemberRune(pattern, low.next + 1, classStart);
  if (high.rune < low.rune) throw new RegexpError("invalid-class-range", pattern.slice(at, high.next));
  return { part: rangePart(low.rune, high.rune, fold), next: high.next };
}

function readMemberRune(pattern: string, at: number, classStart: number): ReadRune {
  if (at >= pattern.length) throw new RegexpError("missing-bracket", pattern.slice(classStart));
  return pattern[at] === "\\" ? readEscape(pattern, at) : readRune(pattern, at);
}
