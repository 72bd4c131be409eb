/** Path of a violation that kube-openapi reports without one; it belongs to the whole value. No path of a JSON value looks like it. */
export const AT_ROOT = "\n";

/** One violation, at a path relative to the validated value, or `AT_ROOT`. */
export interface Violation {
  path: string;
  message: string;
}

/**
 * Outcome of one schema node. `matches` counts the checks that ran: among failed alternatives of `anyOf` and `oneOf` the one with the most matches
 * explains the failure (kube-openapi, pkg/validation/validate/result.go).
 */
export interface ValidationResult {
  violations: Violation[];
  /** Checks that could not be decided, e.g. an exotic format. */
  undecided: Violation[];
  matches: number;
}

export function emptyResult(): ValidationResult {
  return { violations: [], undecided: [], matches: 0 };
}

/** Adds everything that `part` found to `result`. */
export function mergeInto(result: ValidationResult, part: ValidationResult): void {
  if (part.violations.length > 0) result.violations.push(...part.violations);
  if (part.undecided.length > 0) result.undecided.push(...part.undecided);
  result.matches += part.matches;
}

export function isValid(result: ValidationResult): boolean {
  return result.violations.length === 0;
}
