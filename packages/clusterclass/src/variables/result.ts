import type { FieldError, Stage, Unknown } from "../api/errors.ts";
import type { Json } from "../api/json.ts";

/** What is wrong with the variables of a ClusterClass. */
export interface DefinitionsResult {
  errors: FieldError[];
  warnings: string[];
  unknown: Unknown[];
}

/** Values of variables by name. */
export type VariableValues = Record<string, Json>;

/** The variables of a Cluster after defaulting, and what is wrong with them. */
export interface VariablesResult {
  /** Cluster-wide values: those that are set first, in their order, then those that defaults add, in the order of their names. */
  variables: VariableValues;
  /** Overrides that are set, with defaults filled in: `controlPlane`, `machineDeployment/<name>`, `machinePool/<name>`. */
  overrides: Record<string, VariableValues>;
  errors: FieldError[];
  warnings: string[];
  unknown: Unknown[];
}

/** Turns what a check could not decide into the public form. */
export function toUnknown(stage: Stage, undecided: readonly FieldError[]): Unknown[] {
  return undecided.map(({ field, message }) => ({ stage, field, message }));
}
