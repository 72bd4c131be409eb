import { type Json, type JsonObject, Remembered } from "@cstack/clusterclass";
import { variablesOfPatches } from "../lint/unused-variables.ts";
import type { RenderedUnit } from "../render/render-unit.ts";
import type { UnitVariable } from "../resolve/unit.ts";
import { coveringRows, product } from "./covering-rows.ts";
import { fieldRefusals } from "./refused-place.ts";
import { askedRefusals, repairedValues } from "./refused-values.ts";
import { candidateValues, distinct, type MaybeSet, unset, type ValueSchema, withoutUnset } from "./scenario-values.ts";
import { acceptedGivens } from "./variable-examples.ts";

/** Variables that a Cluster may have: cluster-wide, and on a second worker pool instead of them. */
export interface Scenario {
  name: string;
  variables: JsonObject;
  workerOverrides: JsonObject;
}

/**
 * The scenarios of a unit, the same in every run: first the Cluster that sets nothing it need not, then all pairs of values of its
 * variables, all combinations of its switches, every value of its objects (in which all pairs of members occur), what checks declare as
 * refused, in other company, and each refusal once.
 */
export function scenariosOf(rendered: RenderedUnit): Scenario[] {
  const factors = factorsOf(rendered);
  const rows = coveringRows(factors.map(({ levels }) => levels.length)).map((row, number) => valuesIn(factors, row, number));
  const pairs = rows.flatMap((values, row) => withoutRefusals(rendered, factors, values, row));
  const smallest = withoutUnset(factors.map(({ name, levels }) => [name, levels[0]!(0)]));
  return [
    { name: "as few variables as possible", variables: smallest, workerOverrides: {} },
    ...pairs.map((variables, number) => scenario(`pairs ${number}`, variables, pairs[(number + 1) % pairs.length]!)),
    ...switchScenarios(rendered, factors, pairs),
    ...objectScenarios(factors, smallest),
    ...refusedScenarios(rendered, pairs),
    ...refusalScenarios(rendered, rows),
  ];
}

/** One variable with what it can be. A level gives its value by the number of the row, so that one level can stand for many objects. */
export interface Factor {
  name: string;
  levels: readonly ((row: number) => MaybeSet)[];
  /** All values of an object variable, with all pairs of its members. */
  objects: readonly Json[];
}

/** Every variable of a unit with the values worth trying, `unset` first where it need not be set. */
export function factorsOf(rendered: RenderedUnit): Factor[] {
  return rendered.unit.variables.map((variable) => sharedFactor(variable, acceptedGivens(rendered, variable.name)));
}

const factors = new Remembered<string, Factor>(2000);

/** Units have most of their variables in common; their values are made, and judged by their schemas, once. */
function sharedFactor({ name, required, schema }: UnitVariable, given: readonly Json[]): Factor {
  const text = JSON.stringify([name, required, schema, given]);
  return factors.of(text, () => factorOf({ name, required, schema }, given));
}

function factorOf({ name, required, schema }: Pick<UnitVariable, "name" | "required" | "schema">, given: readonly Json[]): Factor {
  const values = candidateValues(schema as ValueSchema, given);
  const optional: Factor["levels"] = required ? [] : [() => unset];
  if (schema["properties"] === undefined) return { name, levels: [...optional, ...values.map((value) => () => value)], objects: [] };
  const written = candidateValues({ ...(schema as ValueSchema), enum: [] }, given);
  const some = values.length > written.length ? [(row: number) => values[row % values.length]!] : [];
  return { name, levels: [...optional, ...written.map((value) => () => value), ...some], objects: values };
}

function valuesIn(factors: readonly Factor[], row: readonly number[], number: number): JsonObject {
  return withoutUnset(factors.map(({ name, levels }, factor) => [name, levels[row[factor]!]!(number)]));
}

/**
 * A row that the unit refuses says nothing about its other pairs. Changed once in what a choice needs and once in the choice, it keeps them all but those of the two.
 */
function withoutRefusals({ unit }: RenderedUnit, factors: readonly Factor[], values: JsonObject, row: number): JsonObject[] {
  const repaired = (["last", "first"] as const).flatMap((order) => repairedValues(unit, factors, values, { row, order }) ?? []);
  return distinct(repaired) as JsonObject[];
}

/** The second pool gets the values of another scenario: what is not set there is that of the Cluster. */
function scenario(name: string, variables: JsonObject, other: JsonObject): Scenario {
  return { name, variables, workerOverrides: other };
}

/** Switches are enums with `none`. Those that only turn addons on change no object of a Cluster: pairs are enough for them. */
function switchScenarios({ unit }: RenderedUnit, factors: readonly Factor[], pairs: readonly JsonObject[]): Scenario[] {
  const read = variablesOfPatches(unit);
  const switches = unit.variables.flatMap(({ name, schema: { enum: options } }) =>
    Array.isArray(options) && options.includes("none") && read.has(name) ? [{ name, options: options as Json[] }] : [],
  );
  if (switches.length === 0) return [];
  return product(switches.map(({ options }) => options.length)).map((row, number) => {
    const chosen = Object.fromEntries(switches.map(({ name, options }, position) => [name, options[row[position]!]!]));
    const values = { ...pairs[number % pairs.length], ...chosen };
    return scenario(`switches ${number}`, repairedValues(unit, factors, values, { row: number, order: "last" }) ?? values, chosen);
  });
}

/** Every value of every object variable once; those of different variables go together, as one scenario costs as much as the next. */
function objectScenarios(factors: readonly Factor[], smallest: JsonObject): Scenario[] {
  const withObjects = factors.filter(({ objects }) => objects.length > 0);
  const most = Math.max(0, ...withObjects.map(({ objects }) => objects.length));
  const rows = Array.from({ length: most }, (_, row) =>
    Object.fromEntries(withObjects.map(({ name, objects }) => [name, objects[row % objects.length]!])),
  );
  return rows.map((objects, row) => scenario(`objects ${row}`, { ...smallest, ...objects }, rows[(row + 1) % rows.length]!));
}

function refusedScenarios({ unit }: RenderedUnit, pairs: readonly JsonObject[]): Scenario[] {
  return fieldRefusals(unit).map(({ name, given = {} }, number) =>
    scenario(`refused: ${name}`, { ...pairs[(number * 7) % pairs.length], ...(given as JsonObject) }, {}),
  );
}

/** For each refusal of the unit the first row that none before it refuses: the class says the first one only. */
function refusalScenarios({ unit }: RenderedUnit, rows: readonly JsonObject[]): Scenario[] {
  const refusals = askedRefusals(unit);
  return refusals.flatMap((own) => {
    const values = rows.find((row) => refusals.find(({ refuses }) => refuses(row)) === own);
    return values === undefined ? [] : scenario(`refused by ${own.name}`, values, {});
  });
}
