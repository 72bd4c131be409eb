import { foldClass } from "./fold.ts";

/** One part of a character class. */
export interface RuneSetPart {
  /** Whether the part holds a code point, before folding and negation. */
  readonly has: (rune: number) => boolean;
  /** Also holds what differs only in case. */
  readonly fold: boolean;
  /** Holds everything else; folding is done first (Go: appendFoldedClass, then appendNegatedClass). */
  readonly negated: boolean;
}

/** A set of code points. ASCII is looked up in a table, everything else is asked of the parts. */
export interface RuneSet {
  has(rune: number): boolean;
}

function partHas(part: RuneSetPart, rune: number): boolean {
  const found = part.fold ? foldClass(rune).some(part.has) : part.has(rune);
  return found !== part.negated;
}

/** The set of everything in one of the parts or, if negated, in none of them. */
export function runeSet(parts: readonly RuneSetPart[], negated = false): RuneSet {
  const ask = (rune: number): boolean => parts.some((part) => partHas(part, rune)) !== negated;
  const ascii = new Uint8Array(128);
  for (let rune = 0; rune < 128; rune++) ascii[rune] = ask(rune) ? 1 : 0;
  return { has: (rune) => (rune < 128 ? ascii[rune] === 1 : ask(rune)) };
}

/** The part that holds `low` to `high`. */
export function rangePart(low: number, high: number, fold: boolean): RuneSetPart {
  return { has: (rune) => rune >= low && rune <= high, fold, negated: false };
}

/** The set of one code point. */
export function singleRune(wanted: number, fold: boolean): RuneSet {
  if (!fold) return { has: (rune) => rune === wanted };
  return runeSet([rangePart(wanted, wanted, true)]);
}

export const anyRune: RuneSet = { has: () => true };
export const anyRuneButNewline: RuneSet = { has: (rune) => rune !== 0x0a };
