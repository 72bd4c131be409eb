import { compileTemplate, failed, type JsonObject, type Template } from "@cstack/clusterclass";
import { refusalsOf } from "../render/refusals.ts";
import type { Unit } from "../resolve/unit.ts";
import { unset } from "./scenario-values.ts";
import type { Factor } from "./scenarios.ts";

/** A refusal of a unit that can be asked about values. */
export interface AskedRefusal {
  name: string;
  /** Variables that decide, in the order in which the condition names them. */
  reads: readonly string[];
  /** Whether it refuses a Cluster that sets these variables. */
  refuses(values: JsonObject): boolean;
}

const asked = new WeakMap<Unit, AskedRefusal[]>();

/** The refusals of a unit; one whose condition is no template is left to the rules of the class. */
export function askedRefusals(unit: Unit): AskedRefusal[] {
  const known = asked.get(unit) ?? refusalsOf(unit).flatMap(({ name, when }) => askedRefusal(unit, name, compileTemplate(when)));
  asked.set(unit, known);
  return known;
}

function askedRefusal(unit: Unit, name: string, condition: ReturnType<typeof compileTemplate>): AskedRefusal[] {
  if (failed(condition)) return [];
  const reads = [...new Set(condition.paths.flatMap(([variable]) => variable ?? []))];
  const defaults = Object.fromEntries(
    unit.variables.flatMap((variable) => {
      const value = variable.schema["default"];
      return reads.includes(variable.name) && value !== undefined ? [[variable.name, value]] : [];
    }),
  ) as JsonObject;
  return [{ name, reads, refuses: (values) => isTrue(condition, { ...defaults, ...values }) }];
}

function isTrue(condition: Template, data: JsonObject): boolean {
  return condition.render(data) === "true";
}

/** Which of the variables of a refusal is changed first: `first` the one its condition names first, which mostly chooses, `last` what that needs. */
export type RepairOrder = "first" | "last";

/**
 * Values like the given ones that the unit refuses in nothing, with one variable after the other changed to another level of its factor; undefined
 * where that does not help.
 */
export function repairedValues(
  unit: Unit,
  factors: readonly Factor[],
  values: JsonObject,
  { row, order }: { row: number; order: RepairOrder },
): JsonObject | undefined {
  const refusals = askedRefusals(unit);
  let current: JsonObject | undefined = values;
  for (let step = 0; step <= refusals.length && current !== undefined; step++) {
    const { reads, refuses } = refusals.find((refusal) => refusal.refuses(current!)) ?? {};
    if (reads === undefined || refuses === undefined) return current;
    const changed = (order === "first" ? reads : reads.toReversed()).flatMap((name) => otherValues(factors, current!, name, row));
    current = changed.find((candidate) => !refuses(candidate));
  }
  return undefined;
}

/** The values with one variable changed to each level of its factor. */
function otherValues(factors: readonly Factor[], values: JsonObject, name: string, row: number): JsonObject[] {
  const { [name]: _, ...others } = values;
  const levels = factors.find((factor) => factor.name === name)?.levels ?? [];
  return levels.map((level) => {
    const value = level(row);
    return value === unset ? others : { ...others, [name]: value };
  });
}
