/** Ranges of sizes and costs. Like cel-go's they are unsigned 64-bit numbers that stop at the largest one; beyond 2^53 they are rounded. */
export interface Estimate {
  min: number;
  max: number;
}

/** The largest estimate: unknown or unbounded. */
export const UNBOUNDED = 2 ** 64;
export const UNKNOWN: Estimate = { min: 0, max: UNBOUNDED };
export const ZERO: Estimate = { min: 0, max: 0 };

export function fixed(value: number): Estimate {
  return { min: value, max: value };
}

export function plus(a: Estimate, b: Estimate): Estimate {
  return { min: cap(a.min + b.min), max: cap(a.max + b.max) };
}

export function times(a: Estimate, b: Estimate): Estimate {
  return { min: cap(a.min * b.min), max: cap(a.max * b.max) };
}

/** Multiplied by a factor and rounded up. */
export function scale(a: Estimate, factor: number): Estimate {
  return { min: cap(Math.ceil(a.min * factor)), max: cap(Math.ceil(a.max * factor)) };
}

/** The range that holds both. */
export function union(a: Estimate, b: Estimate): Estimate {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

export function sum(estimates: readonly Estimate[]): Estimate {
  return estimates.reduce(plus, ZERO);
}

function cap(value: number): number {
  return Math.min(UNBOUNDED, value);
}
