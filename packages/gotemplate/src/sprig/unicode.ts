/** Properties and case mappings of single code points as in Go's package unicode: one code point maps to one code point. */
import { fromRunes, runes } from "../utf8.ts";

const space = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/** Greek letters with an iota below: JavaScript upper-cases them to two letters, Unicode's simple mapping to one. */
const iotaBelow: readonly (readonly [first: number, last: number, distance: number])[] = [
  [0x1f80, 0x1f87, 8],
  [0x1f90, 0x1f97, 8],
  [0x1fa0, 0x1fa7, 8],
  [0x1fb3, 0x1fb3, 9],
  [0x1fc3, 0x1fc3, 9],
  [0x1ff3, 0x1ff3, 9],
];

/** Digraphs in three cases; the middle one is the title case. */
const digraphs: readonly (readonly number[])[] = [
  [0x1c4, 0x1c5, 0x1c6],
  [0x1c7, 0x1c8, 0x1c9],
  [0x1ca, 0x1cb, 0x1cc],
  [0x1f1, 0x1f2, 0x1f3],
];

export function isSpace(rune: number): boolean {
  return space.test(String.fromCodePoint(rune));
}

export function isUpper(rune: number): boolean {
  return /^\p{Lu}$/u.test(String.fromCodePoint(rune));
}

export function isLower(rune: number): boolean {
  return /^\p{Ll}$/u.test(String.fromCodePoint(rune));
}

export function isTitle(rune: number): boolean {
  return /^\p{Lt}$/u.test(String.fromCodePoint(rune));
}

export function isLetter(rune: number): boolean {
  return /^\p{L}$/u.test(String.fromCodePoint(rune));
}

export function isDigit(rune: number): boolean {
  return /^\p{Nd}$/u.test(String.fromCodePoint(rune));
}

export function isNumber(rune: number): boolean {
  return /^\p{N}$/u.test(String.fromCodePoint(rune));
}

export function isPunctuation(rune: number): boolean {
  return /^\p{P}$/u.test(String.fromCodePoint(rune));
}

/** The one code point of a mapping, or the fallback where the full mapping has several. */
function single(mapped: string, fallback: number): number {
  const rune = mapped.codePointAt(0)!;
  return mapped.length === (rune > 0xffff ? 2 : 1) ? rune : fallback;
}

export function toUpperRune(rune: number): number {
  const row = iotaBelow.find(([first, last]) => rune >= first && rune <= last);
  return row === undefined ? single(String.fromCodePoint(rune).toUpperCase(), rune) : rune + row[2];
}

export function toLowerRune(rune: number): number {
  return single(String.fromCodePoint(rune).toLowerCase(), rune === 0x130 ? 0x69 : rune);
}

export function toTitleRune(rune: number): number {
  const digraph = digraphs.find((cases) => cases.includes(rune));
  if (digraph !== undefined) return digraph[1]!;
  const isGeorgian = rune >= 0x10d0 && rune <= 0x10ff;
  return isGeorgian ? rune : toUpperRune(rune);
}

/** Maps every code point of a text (strings.Map); bytes that are not UTF-8 come as U+FFFD. */
export function mapRunes(text: string, mapping: (rune: number) => number): string {
  return fromRunes(runes(text).map(mapping));
}
