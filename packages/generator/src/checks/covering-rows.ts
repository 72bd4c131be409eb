/** A place in a row that no pair has asked for yet. */
const free = -1;

/**
 * Rows of level numbers in which every pair of levels of two factors stands together at least once; `levels` says how many levels each factor
 * has (at least one). Deterministic: the same numbers give the same rows.
 * Grown factor by factor (the in-parameter-order strategy of Lei and Tai, 1998): the rows so far get the level that covers most pairs that are
 * still missing, and what then is missing goes into free places or rows of its own.
 */
export function coveringRows(levels: readonly number[]): number[][] {
  const order = levels.map((_, factor) => factor).sort((a, b) => levels[b]! - levels[a]! || a - b);
  const sizes = order.map((factor) => levels[factor]!);
  const rows = product(sizes.slice(0, 2));
  for (let factor = 2; factor < sizes.length; factor++) extend(rows, factor, sizes);
  return rows.map((row, number) => inOrderOf(order, row, sizes, number));
}

/** All combinations of levels, the last factor counting fastest. */
export function product(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>((rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, level) => [...row, level])), [[]]);
}

function extend(rows: number[][], factor: number, sizes: readonly number[]): void {
  const missing = new MissingPairs(sizes.slice(0, factor), sizes[factor]!);
  for (const [number, row] of rows.entries()) {
    const level = bestLevel(row, sizes[factor]!, missing, number);
    row[factor] = level;
    missing.cover(row, level);
  }
  for (const { other, otherLevel, level } of missing.remaining()) {
    if (!missing.has(other, otherLevel, level)) continue;
    const row = rows.find((candidate) => candidate[factor] === level && candidate[other] === free) ?? newRow(rows, factor, level);
    row[other] = otherLevel;
    missing.cover(row, level);
  }
}

/** Ties go to another level in every row, so that rows without missing pairs differ too. */
function bestLevel(row: readonly number[], size: number, missing: MissingPairs, number: number): number {
  let best = number % size;
  let most = missing.covered(row, best);
  for (let step = 1; step < size; step++) {
    const level = (number + step) % size;
    const count = missing.covered(row, level);
    if (count > most) [best, most] = [level, count];
  }
  return best;
}

function newRow(rows: number[][], factor: number, level: number): number[] {
  const row = [...Array.from({ length: factor }, () => free), level];
  rows.push(row);
  return row;
}

/** Pairs of a new factor with the factors before it that stand in no row yet. */
class MissingPairs {
  readonly #pairs: boolean[][][];

  constructor(sizes: readonly number[], levels: number) {
    this.#pairs = sizes.map((size) => Array.from({ length: size }, () => Array.from({ length: levels }, () => true)));
  }

  has(other: number, otherLevel: number, level: number): boolean {
    return this.#pairs[other]?.[otherLevel]?.[level] === true;
  }

  /** How many missing pairs a row would cover with this level. */
  covered(row: readonly number[], level: number): number {
    let count = 0;
    for (let other = 0; other < this.#pairs.length; other++) if (this.has(other, row[other]!, level)) count++;
    return count;
  }

  cover(row: readonly number[], level: number): void {
    for (const [other, byLevel] of this.#pairs.entries()) {
      const pairs = byLevel[row[other]!];
      if (pairs !== undefined) pairs[level] = false;
    }
  }

  remaining(): { other: number; otherLevel: number; level: number }[] {
    return this.#pairs.flatMap((byLevel, other) =>
      byLevel.flatMap((pairs, otherLevel) => pairs.flatMap((isMissing, level) => (isMissing ? [{ other, otherLevel, level }] : []))),
    );
  }
}

/** The row in the order of the factors as they were given; free places get levels in turn. */
function inOrderOf(order: readonly number[], row: readonly number[], sizes: readonly number[], number: number): number[] {
  const result: number[] = [];
  for (const [position, factor] of order.entries()) result[factor] = row[position] === free ? number % sizes[position]! : row[position]!;
  return result;
}
