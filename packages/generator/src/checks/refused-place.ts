import type { FieldError } from "@cstack/clusterclass";
import type { Check } from "@cstack/model";
import type { Unit } from "../resolve/unit.ts";

/** The name of the patch that an error is of, if it is one of patches. */
export function failingPatch(message: string): string | undefined {
  return /^patch "([^"]+)"/.exec(message)?.[1];
}

/** Checks that a field is refused for the values they give, whatever else a Cluster has; those of refusals hold for these values beside the defaults. */
export function fieldRefusals({ features }: Unit): Check[] {
  return features.flatMap(({ data }) => (data.checks ?? []).filter(({ fails = "" }) => isField(fails)));
}

function isField(place: string): boolean {
  return place.startsWith("spec.");
}

/**
 * Whether one of the checks declares a refusal: by its field, in which a variable may be named where Cluster API says its position, or by the
 * name of the feature's refusal. Where the stack requires a variable, its schema refuses the empty value sooner than the refusal would.
 */
export function isDeclared({ field, message }: FieldError, checks: readonly Check[], unit: Unit): boolean {
  const patch = failingPatch(message);
  return checks.some(({ fails = "", given = {} }) => {
    if (isField(fails)) return withoutPosition(fails) === withoutPosition(field);
    const required = unit.stack.data.required ?? [];
    return fails === patch || (field.startsWith("spec.topology.variables[") && required.some((name) => Object.hasOwn(given, name)));
  });
}

function withoutPosition(field: string): string {
  return field.replace(/^(spec\.topology\.variables)\[[^\]]*\]/, "$1");
}
