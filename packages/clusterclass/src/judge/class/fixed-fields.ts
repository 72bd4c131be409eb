import type { ClassVariable } from "../../api/cluster-class.ts";
import { failed, fieldAt } from "../../api/fields.ts";
import type { Json, JsonObject } from "../../api/json.ts";
import type { CompiledPatch } from "../../patches/compile-patches.ts";
import { type FieldChange, fieldChanges } from "../../plan/field-changes.ts";
import { finding, type Judgement, joined } from "../finding.ts";
import { frozenPart } from "../frozen-fields.ts";
import { mutabilityOf, type ProviderFacts, schemaOf } from "../provider-facts.ts";
import type { ClassItem } from "./class-items.ts";
import { type ClassModel, operationsOn, valuesFor, variablesOf, variablesRead } from "./class-model.ts";
import type { Row } from "./combinations.ts";
import { patchesBefore } from "./related-patches.ts";
import { runPatches } from "./run-patches.ts";
import { changeOf } from "./value-check.ts";

const mostCombinations = 64;

/**
 * Looks for changes of a variable that a Cluster may make and its provider then refuses: for each two values of a variable that feeds the
 * infrastructure cluster, what of the object must not change is compared, with several values of the variables that are read beside it (CC-J09).
 */
export function judgeFixedFields(model: ClassModel, facts: Pick<ProviderFacts, "mutability" | "schemas">): Judgement {
  const item = model.items.find(({ holder }) => holder === "infrastructureCluster");
  if (item === undefined) return { findings: [], undecided: [] };
  const object: JsonObject = { apiVersion: item.reference.apiVersion, kind: item.reference.kind.replace(/Template$/, "") };
  const table = mutabilityOf(facts.mutability, item.reference.apiVersion, String(object["kind"]));
  if (table === undefined) return { findings: [], undecided: [] };
  const schema = schemaOf(facts.schemas, object);
  const frozen = remembered((template) =>
    frozenPart({ ...object, spec: fieldAt(template, ["spec", "template", "spec"]) ?? {} }, table, schema),
  );
  return joined((model.spec.variables ?? []).map((variable) => judgeVariable(model, item, variable, frozen)));
}

type Frozen = (template: JsonObject) => Json;

/** Most combinations come to a template that was there before. */
function remembered(frozen: Frozen): Frozen {
  const known = new Map<string, Json>();
  return (template) => {
    const key = JSON.stringify(template);
    const part = known.get(key) ?? frozen(template);
    known.set(key, part);
    return part;
  };
}

function judgeVariable(model: ClassModel, item: ClassItem, variable: ClassVariable, frozen: Frozen): Judgement {
  const patches = feedingPatches(model, item, variable.name);
  const beside = variablesRead(model, patches);
  beside.delete(variable.name);
  for (const row of valuesFor(model, beside, mostCombinations).rows) {
    const results = (model.candidates.get(variable.name) ?? []).map((value) => ({
      value,
      part: partFor({ ...row, [variable.name]: value }),
    }));
    for (const before of results) {
      for (const after of results) {
        const [change] = before.part === undefined || after.part === undefined ? [] : fieldChanges(before.part, after.part, "spec");
        const found = change && verdict(model, variable, before.value, after.value, change);
        if (found !== undefined) return found;
      }
    }
  }
  return { findings: [], undecided: [] };

  function partFor(row: Row): Json | undefined {
    const { result } = runPatches(item, patches, model.compiled.values, variablesOf(model, item, row));
    return failed(result) ? undefined : frozen(result);
  }
}

/** The patches on the item that read the variable, and those before them that decide what they find. */
function feedingPatches(model: ClassModel, item: ClassItem, name: string): CompiledPatch[] {
  const { patches } = model.compiled;
  const reading = patches.filter((patch) => operationsOn(item, patch).length > 0 && variablesRead(model, [patch]).has(name));
  const chosen = new Set(reading.flatMap((patch) => [...patchesBefore(item, patches, patches.indexOf(patch)), patch]));
  return patches.filter((patch) => chosen.has(patch));
}

function verdict(
  model: ClassModel,
  { name, schema }: ClassVariable,
  old: Json | undefined,
  next: Json | undefined,
  { path }: FieldChange,
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
