import { failed } from "../../api/fields.ts";
import { isObject, type Json } from "../../api/json.ts";
import { readSchema, type StructuralSchema } from "../../schema/index.ts";
import { propertyEntries } from "../../schema/structural-schema.ts";
import { finding, type Judgement } from "../finding.ts";
import { type ClassModel, operationsOn, valuesFor, variablesOf, variablesRead } from "./class-model.ts";
import type { Row } from "./combinations.ts";
import type { ReadPath } from "./reads.ts";
import { patchesBefore } from "./related-patches.ts";
import { runPatches } from "./run-patches.ts";

const mostCombinations = 64;

/** A variable, or a property of one, that has a few values only. */
interface Switch {
  variable: string;
  property?: string;
  values: readonly Json[];
}

/**
 * Variables, and properties of theirs, that no patch reads (CC-J08), and switches whose values all come to the same objects (CC-J11). What
 * addons read is given in `usedElsewhere`.
 */
export function judgeIdleVariables(model: ClassModel, usedElsewhere: ReadonlySet<string>): Judgement {
  const judgement: Judgement = { findings: [], undecided: [] };
  for (const [index, { name, schema }] of (model.spec.variables ?? []).entries()) {
    if (usedElsewhere.has(name)) continue;
    const field = `spec.variables[${index}]`;
    const root = readSchema(schema.openAPIV3Schema);
    if (!isRead(model.reads, [name])) {
      judgement.findings.push(finding("CC-J08", field, `no patch reads ${name}`));
      continue;
    }
    for (const path of unreadProperties(model.reads, root, [name]))
      judgement.findings.push(finding("CC-J08", field, `no patch reads ${path.join(".")}`));
    for (const choice of switchesOf(name, root)) {
      const text = choice.property === undefined ? name : `${name}.${choice.property}`;
      const effect = isRead(model.reads, text.split(".")) ? effectOf(model, choice) : "some";
      if (effect === "none") judgement.findings.push(finding("CC-J11", field, `all values of ${text} come to the same objects`));
      if (effect === "open")
        judgement.undecided.push({ field, message: `not all combinations were tried: whether ${text} makes a difference is open` });
    }
  }
  return judgement;
}

/** A read at the place, above it (the whole value is handed on) or below it. */
function isRead(reads: readonly ReadPath[], place: ReadPath): boolean {
  return reads.some((read) => place.every((name, index) => index >= read.length || read[index] === name));
}

/** Properties that are not read although others of the same object are. */
function unreadProperties(reads: readonly ReadPath[], schema: StructuralSchema, place: ReadPath): ReadPath[] {
  if (schema.items !== undefined) return unreadProperties(reads, schema.items, [...place, "*"]);
  return propertyEntries(schema).flatMap(([name, property]) => {
    const path = [...place, name];
    return isRead(reads, path) ? unreadProperties(reads, property, path) : [path];
  });
}

function switchesOf(variable: string, schema: StructuralSchema): Switch[] {
  const nested = propertyEntries(schema).flatMap(([property, below]) => choicesOf(below).map((values) => ({ variable, property, values })));
  return [...choicesOf(schema).map((values) => ({ variable, values })), ...nested];
}

function choicesOf(schema: StructuralSchema): Json[][] {
  const values = schema.enum ?? (schema.type === "boolean" ? [false, true] : []);
  return values.length > 1 ? [values] : [];
}

function effectOf(model: ClassModel, choice: Switch): "some" | "none" | "open" {
  const { patches } = model;
  const reading = patches.filter((patch) => model.readBy.get(patch)!.has(choice.variable));
  const { rows, complete } = valuesFor(model, besides(model, choice, reading), mostCombinations);
  for (const item of model.items) {
    const own = reading.filter((patch) => operationsOn(item, patch).length > 0);
    if (own.length === 0) continue;
    const chosen = new Set(own.flatMap((patch) => [...patchesBefore(item, patches, patches.indexOf(patch)), patch]));
    const ordered = patches.filter((patch) => chosen.has(patch));
    const outcome = (row: Row): string => {
      const { result } = runPatches(item, ordered, variablesOf(model, item, row));
      // What a value cannot be used for is an effect as well.
      return failed(result) ? `failed: ${result.reason}` : JSON.stringify(result);
    };
    for (const row of rows) if (new Set(choice.values.map((value) => outcome(withChoice(row, choice, value)))).size > 1) return "some";
  }
  return complete ? "none" : "open";
}

/** The variables that vary with the switch: those that its patches read, and for a property the rest of its own variable. */
function besides(model: ClassModel, { variable, property }: Switch, reading: Parameters<typeof variablesRead>[1]): Set<string> {
  const names = variablesRead(model, reading);
  if (property === undefined) names.delete(variable);
  return names;
}

function withChoice(row: Row, { variable, property }: Switch, value: Json): Row {
  if (property === undefined) return { ...row, [variable]: value };
  const object = row[variable];
  return { ...row, [variable]: { ...(isObject(object) ? object : {}), [property]: value } };
}
