import {
  type ChartFacts,
  type ChartValueFact,
  type ClusterValue,
  type Diagnostic,
  type Place,
  problem,
  unknownName,
  warning,
} from "@cstack/model";
import type { AddonValues } from "../render/addon-values.ts";
import type { Unit, UnitAddon } from "../resolve/unit.ts";
import { valueLeaves, valuePath } from "./value-leaves.ts";

type JsonType = ChartValueFact["types"][number];

/**
 * Values that an addon's chart does not know (CS3024) or takes in another type (CS3025), by the facts that were read from the chart of the version;
 * CS3026 where there are facts of other versions only. Addons without facts are not judged.
 */
export function chartValueProblems(unit: Unit, values: ReadonlyMap<string, AddonValues>): Diagnostic[] {
  return unit.addons.flatMap((chosen) => problemsOf(unit, chosen, values.get(chosen.addon.data.id) ?? {}));
}

function problemsOf(unit: Unit, chosen: UnitAddon, fixed: AddonValues): Diagnostic[] {
  const { addon, version } = chosen;
  if (addon.chartFacts === undefined) return [];
  const facts = addon.chartFacts.data.charts.find((chart) => chart.version === version.chart);
  if (facts === undefined) return [unread(chosen)];
  const place = { file: addon.valuesTemplate ?? addon.path };
  return [
    ...valueLeaves(fixed).flatMap(({ path, value }) => misfit(facts, path, typeOf(value), place)),
    ...(addon.clusterValues?.data.values ?? []).flatMap((value, index) =>
      typesMade(unit, value).flatMap((type) =>
        misfit(facts, valuePath(value.set), type, addon.clusterValues?.document.place(["values", index, "set"]) ?? place),
      ),
    ),
  ];
}

function unread({ addon, version }: UnitAddon): Diagnostic {
  const known = (addon.chartFacts?.data.charts ?? []).map((chart) => chart.version).join(", ");
  const message = `Nobody has read what ${addon.data.chart.name} ${version.chart} knows; read are ${known}.`;
  return warning("CS3026", { file: addon.chartFacts?.path ?? addon.path }, message);
}

/** What is wrong with a value of a type at a path; `any` is not compared. Values for all charts are not this chart's. */
function misfit(facts: ChartFacts, path: readonly string[], type: JsonType, place: Place): Diagnostic[] {
  if (path[0] === "global") return [];
  const found = facts.values.find(({ key }) => isBeginning(valuePath(key), path));
  const name = path.join(".");
  if (found === undefined) {
    const known = facts.values.map(({ key }) => valuePath(key).join("."));
    return [problem("CS3024", place, `In chart version ${facts.version}: ${unknownName("value", name, known)}`)];
  }
  const reached = valuePath(found.key);
  const needed: JsonType = reached.length < path.length ? "object" : type;
  if (fits(needed, found.types)) return [];
  const message = `${reached.join(".")} is ${needed} here, and the chart of ${facts.version} takes ${found.types.join(" or ")}.`;
  return [problem("CS3025", place, message)];
}

function fits(type: JsonType, types: readonly JsonType[]): boolean {
  return type === "any" || types.includes("any") || types.includes(type) || (type === "integer" && types.includes("number"));
}

function isBeginning(key: readonly string[], path: readonly string[]): boolean {
  return key.length <= path.length && key.every((part, index) => part === path[index]);
}

/** The types that a value of cluster-values.yaml can have: by its transform, else by the schema of the variable, else any. */
function typesMade(unit: Unit, value: ClusterValue): JsonType[] {
  const made = value.default === undefined ? [] : [typeOf(value.default)];
  if (value.equals !== undefined || value.oneOf !== undefined) return ["boolean", ...made];
  if (value.each !== undefined) return ["array", ...made];
  if (value.map !== undefined || value.format !== undefined || value.join !== undefined) return ["string", ...made];
  const schema = unit.variables.find(({ name }) => name === value.variable)?.schema;
  return [isJsonType(schema?.["type"]) ? schema["type"] : "any", ...made];
}

const jsonTypes: readonly unknown[] = ["string", "boolean", "integer", "number", "array", "object"] satisfies JsonType[];

function isJsonType(type: unknown): type is JsonType {
  return jsonTypes.includes(type);
}

function typeOf(value: unknown): JsonType {
  if (value === null) return "any";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "string" || typeof value === "boolean" ? (typeof value as "string" | "boolean") : "object";
}
