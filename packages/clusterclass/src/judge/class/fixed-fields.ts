import type { ClassVariable } from "../../api/cluster-class.ts";
import { fieldAt } from "../../api/fields.ts";
import type { Json, JsonObject } from "../../api/json.ts";
import { sameJson } from "../../plan/field-changes.ts";
import { finding, type Judgement, joined } from "../finding.ts";
import { frozenPart, refusedChanges } from "../frozen-fields.ts";
import { mutabilityOf, type ProviderFacts, schemaOf } from "../provider-facts.ts";
import type { ClassItem } from "./class-items.ts";
import type { ClassModel } from "./class-model.ts";
import { triedValues } from "./tried-values.ts";
import { changeOf } from "./value-check.ts";

const mostCombinations = 64;

/**
 * Looks for changes of a variable that a Cluster may make and its provider then refuses: for each two values of a variable that feeds the
 * infrastructure cluster, what of the object must not change is compared, with several values of the variables that are read beside it (CC-J09).
 */
export function judgeFixedFields(model: ClassModel, facts: Pick<ProviderFacts, "mutability" | "schemas">): Judgement {
  const item = model.items.find(({ holder }) => holder === "infrastructureCluster");
  const refusal = item && refusalOfCluster(item, facts);
  if (item === undefined || refusal === undefined) return { findings: [], undecided: [] };
  return joined((model.spec.variables ?? []).map((variable) => judgeVariable(model, item, variable, refusal)));
}

/** The path of the first change between two templates that the provider refuses for the objects made of them. */
export type Refusal = (old: JsonObject, next: JsonObject) => string | undefined;

/** Undefined if nothing is known about the kind. */
export function refusalOfCluster(
  item: ClassItem,
  { mutability, schemas }: Pick<ProviderFacts, "mutability" | "schemas">,
): Refusal | undefined {
  const made: JsonObject = { apiVersion: item.reference.apiVersion, kind: item.reference.kind.replace(/Template$/, "") };
  const table = mutabilityOf(mutability, item.reference.apiVersion, String(made["kind"]));
  if (table === undefined) return undefined;
  const schema = schemaOf(schemas, made);
  const objectOf = (template: JsonObject): JsonObject => ({ ...made, spec: fieldAt(template, ["spec", "template", "spec"]) ?? {} });
  const part = remembered((template) => frozenPart(objectOf(template), table, schema));
  return (old, next) => {
    if (sameJson(part(old), part(next))) return undefined;
    return refusedChanges(objectOf(old), objectOf(next), table, schema)[0]?.path;
  };
}

/** Most combinations come to a template that was there before. */
function remembered(make: (template: JsonObject) => Json): (template: JsonObject) => Json {
  const known = new Map<string, Json>();
  return (template) => {
    const key = JSON.stringify(template);
    const part = known.get(key) ?? make(template);
    known.set(key, part);
    return part;
  };
}

function judgeVariable(model: ClassModel, item: ClassItem, variable: ClassVariable, refusal: Refusal): Judgement {
  for (const tried of triedValues(model, item, variable, mostCombinations)) {
    const results = [...tried];
    for (const before of results) {
      for (const after of results) {
        const path = before.template && after.template && refusal(before.template, after.template);
        const found = path && verdict(model, variable, before.value, after.value, path);
        if (found) return found;
      }
    }
  }
  return { findings: [], undecided: [] };
}

function verdict(
  model: ClassModel,
  { name, schema }: ClassVariable,
  old: Json | undefined,
  next: Json | undefined,
  path: string,
): Judgement | undefined {
  const index = (model.spec.variables ?? []).findIndex((variable) => variable.name === name);
  const field = `spec.variables[${index}]`;
  const change = changeOf(schema.openAPIV3Schema, old, next);
  if (change === "refused") return undefined;
  const text = `changing ${name} from ${shown(old)} to ${shown(next)} changes ${path}, which the provider refuses`;
  if (change === "undecided") return { findings: [], undecided: [{ field, message: `${text}; whether its rules refuse that is open` }] };
  return { findings: [finding("CC-J09", field, text)], undecided: [] };
}

function shown(value: Json | undefined): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}
