import { operatorFunctions } from "./library/operators.ts";
import type { Overload } from "./overload.ts";
import { type CelValue, typeNameOf } from "./values.ts";

/** The overloads to choose from: operators and `size` take any values that they know, other functions those that the checker found. */
export function candidatesFor(fn: string, isMember: boolean, checked: readonly Overload[]): readonly Overload[] {
  return sharedOverloads().get(`${isMember} ${fn}`) ?? checked;
}

let overloads: Map<string, Overload[]> | undefined;

/** Grouped when a rule is first compiled: programs that compile none need none. */
function sharedOverloads(): Map<string, Overload[]> {
  if (overloads !== undefined) return overloads;
  overloads = new Map();
  for (const overload of operatorFunctions) {
    const key = `${overload.member} ${overload.fn}`;
    overloads.set(key, [...(overloads.get(key) ?? []), overload]);
  }
  return overloads;
}

/** Names of types as values carry them, where they differ. */
const RUNTIME_NAMES: Record<string, string> = {
  duration: "google.protobuf.Duration",
  timestamp: "google.protobuf.Timestamp",
  null: "null_type",
};

/**
 * Whether an overload takes these values; only the outermost type of a value counts. Checked types are not enough: dynamic values have any type, and nullable ones
 * can be null.
 */
export function accepts(overload: Overload, values: readonly CelValue[]): boolean {
  if (overload.args.length !== values.length) return false;
  return overload.args.every((type, i) => {
    if (type.kind === "param" || type.kind === "dyn") return true;
    return typeNameOf(values[i] as CelValue) === (RUNTIME_NAMES[type.name] ?? type.name);
  });
}
