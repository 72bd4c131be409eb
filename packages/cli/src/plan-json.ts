import type { ClassDifference, Plan, StageError, Unknown } from "@cstack/clusterclass";

/** An error as it is printed: what it has no layer, field or rule for is left out. */
export interface PrintedError {
  stage: string;
  layer?: string;
  field?: string;
  message: string;
  rule?: string;
}

/** Fields of an error in the order of reading, without empty ones. */
export function printedError({ stage, layer, field, message, rule }: Omit<StageError, "stage"> & { stage: string }): PrintedError {
  return {
    stage,
    ...(layer === "" ? {} : { layer }),
    ...(field === "" ? {} : { field }),
    message,
    ...(rule === undefined ? {} : { rule }),
  };
}

/** A plan as data: the JSON of `plan -o json` and of each line of `plan --batch`. */
export function planData({ errors, warnings, objects, variables, overrides, unknown, rollout }: Plan) {
  return {
    errors: errors.map(printedError),
    warnings,
    objects,
    variables,
    overrides,
    unknown,
    ...(rollout === undefined ? {} : { rollout }),
  };
}

/** A comparison as data, with its errors in the same form. */
export function differenceData({ errors, update, rebase, variables, clusters }: ClassDifference) {
  return {
    errors: errors.map(printedError),
    update: update.map(printedError),
    rebase: rebase.map(printedError),
    variables,
    clusters: clusters.map((cluster) => ({ ...cluster, errors: cluster.errors.map(printedError) })),
  };
}

/** A plan that ended before anything was evaluated. */
export function refusedPlan(errors: StageError[], unknown: Unknown[] = []): Plan {
  return { errors, warnings: [], objects: [], variables: null, overrides: {}, unknown };
}
