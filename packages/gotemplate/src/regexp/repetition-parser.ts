import { RegexpError } from "./error.ts";
import type { RepeatOptions } from "./syntax-tree.ts";

/** A repetition operator, and where the rest of the pattern starts. */
export interface Repetition {
  readonly options: RepeatOptions;
  readonly next: number;
}

const maxCopies = 1000;

const simple: ReadonlyMap<string | undefined, readonly [min: number, max: number]> = new Map([
  ["*", [0, Infinity]],
  ["+", [1, Infinity]],
  ["?", [0, 1]],
] as const);

/** How often, whether that was written in braces, and where the operator ends. */
interface Counts {
  readonly min: number;
  readonly max: number;
  readonly counted: boolean;
  readonly end: number;
}

/**
 * Reads `*`, `+`, `?` or `{min,max}` at `at`, with the `?` that makes it lazy; `undefined` if there is none. Braces that do not have that
 * form are literal. `previous` is where an operator stands that ends here (-1 for none): operators do not stack in RE2.
 */
export function readRepetition(pattern: string, at: number, previous: number, ungreedy: boolean): Repetition | undefined {
  const counts = readSimple(pattern, at) ?? readBraces(pattern, at);
  if (counts === undefined) return undefined;
  const { min, max, counted, end } = counts;
  if (min > maxCopies || (max !== Infinity && (max > maxCopies || min > max))) {
    throw new RegexpError("invalid-repeat-size", pattern.slice(at, end));
  }
  const lazy = pattern[end] === "?";
  const next = lazy ? end + 1 : end;
  if (previous >= 0) throw new RegexpError("invalid-repeat-op", pattern.slice(previous, next));
  return { options: { min, max, greedy: lazy === ungreedy, counted }, next };
}

function readSimple(pattern: string, at: number): Counts | undefined {
  const counts = simple.get(pattern[at]);
  return counts === undefined ? undefined : { min: counts[0], max: counts[1], counted: false, end: at + 1 };
}

function readBraces(pattern: string, at: number): Counts | undefined {
  if (pattern[at] !== "{") return undefined;
  const match = /^\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?\}/.exec(pattern.slice(at));
  if (match === null) return undefined;
  const min = Number(match[1]);
  const max = match[2] === undefined ? min : match[3] === undefined ? Infinity : Number(match[3]);
  return { min, max, counted: true, end: at + match[0].length };
}
