import type { ClassVariable } from "../../api/cluster-class.ts";
import { fieldAt } from "../../api/fields.ts";
import type { Json, JsonObject } from "../../api/json.ts";
import { frozenControlPlanePart, reachesFrozenPart, refusedControlPlaneChanges } from "../../rules/update/allowed-changes.ts";
import { finding, type Judgement, joined } from "../finding.ts";
import { frozenPart, refusedChanges } from "../frozen-fields.ts";
import { mutabilityOf, type ProviderFacts, schemaOf } from "../provider-facts.ts";
import type { ClassItem } from "./class-items.ts";
import { type ClassModel, operationsOn, variablesRead } from "./class-model.ts";
import { triedValues } from "./tried-values.ts";
import { changeOf } from "./value-check.ts";

const mostCombinations = 64;

/**
 * Looks for changes of a variable that a Cluster may make and a webhook then refuses: for each two values of a variable that feeds the
 * infrastructure cluster or the control plane, what of the object must not change is compared, with several values of the variables that are read
 * beside it (CC-J09).
 */
export function judgeFixedFields(model: ClassModel, facts: Pick<ProviderFacts, "mutability" | "schemas">): Judgement {
  const judgements = model.items.flatMap((item) => {
    const refusal = refusalOf(item, facts);
    return refusal === undefined ? [] : variablesFeeding(model, item).map((variable) => judgeVariable(model, item, variable, refusal));
  });
  return joined(judgements);
}

function refusalOf(item: ClassItem, facts: Pick<ProviderFacts, "mutability" | "schemas">): Refusal | undefined {
  if (item.holder === "infrastructureCluster") return refusalOfCluster(item, facts);
  return isKubeadmControlPlane(item) ? refusalOfControlPlane() : undefined;
}

function isKubeadmControlPlane({ holder, reference }: ClassItem): boolean {
  return holder === "controlPlane" && reference.kind === "KubeadmControlPlaneTemplate";
}

/** Of a control plane nearly all may change, so that only the variables of patches that reach the rest are tried. */
function variablesFeeding(model: ClassModel, item: ClassItem): readonly ClassVariable[] {
  const variables = model.spec.variables ?? [];
  if (!isKubeadmControlPlane(item)) return variables;
  const reaching = model.patches.filter((patch) => operationsOn(item, patch).some(({ path }) => reachesFrozenPart(path)));
  const read = variablesRead(model, reaching);
  return variables.filter(({ name }) => read.has(name));
}

/** The path of the first change between two templates that is refused for the objects made of them. */
export type Refusal = (old: JsonObject, next: JsonObject) => string | undefined;

/** By the provider's mutability table; undefined if nothing is known about the kind. */
export function refusalOfCluster(
  item: ClassItem,
  { mutability, schemas }: Pick<ProviderFacts, "mutability" | "schemas">,
): Refusal | undefined {
  const made: JsonObject = { apiVersion: item.reference.apiVersion, kind: item.reference.kind.replace(/Template$/, "") };
  const table = mutabilityOf(mutability, item.reference.apiVersion, String(made["kind"]));
  if (table === undefined) return undefined;
  const schema = schemaOf(schemas, made);
  const objectOf = (template: JsonObject): JsonObject => ({ ...made, spec: specOf(template) });
  return rememberRefusals(
    (template) => frozenPart(objectOf(template), table, schema),
    (old, next) => refusedChanges(objectOf(old), objectOf(next), table, schema)[0]?.path,
  );
}

/** By the webhook of Cluster API. */
function refusalOfControlPlane(): Refusal {
  return rememberRefusals(
    (template) => frozenControlPlanePart(specOf(template)),
    (old, next) => refusedControlPlaneChanges(specOf(old), specOf(next)).map((path) => `spec.${path}`)[0],
  );
}

function specOf(template: JsonObject): JsonObject {
  return (fieldAt(template, ["spec", "template", "spec"]) ?? {}) as JsonObject;
}

/** @param frozenOf the part of a template of which a change is refused */
function rememberRefusals(frozenOf: (template: JsonObject) => Json, refusedPath: Refusal): Refusal {
  const stateOf = rememberStates((template) => JSON.stringify(frozenOf(template)));
  const refused = new Map<string, string | undefined>();
  return (old, next) => {
    const [before, after] = [stateOf(old), stateOf(next)];
    if (before.frozen === after.frozen) return undefined;
    const key = `${before.number} ${after.number}`;
    if (!refused.has(key)) refused.set(key, refusedPath(old, next));
    return refused.get(key);
  };
}

/** One content of a template, with what the provider freezes of it as text. */
interface TemplateState {
  number: number;
  frozen: string;
}

/** Most combinations of values come to a template that was there before, and each is compared with many others. */
function rememberStates(frozenText: (template: JsonObject) => string): (template: JsonObject) => TemplateState {
  const byText = new Map<string, TemplateState>();
  const byTemplate = new WeakMap<JsonObject, TemplateState>();
  return (template) => {
    const seen = byTemplate.get(template);
    if (seen !== undefined) return seen;
    const text = JSON.stringify(template);
    const state = byText.get(text) ?? { number: byText.size, frozen: frozenText(template) };
    byText.set(text, state);
    byTemplate.set(template, state);
    return state;
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
  const text = `changing ${name} from ${shown(old)} to ${shown(next)} changes ${path}, which is refused once the object exists`;
  if (change === "undecided") return { findings: [], undecided: [{ field, message: `${text}; whether its rules refuse that is open` }] };
  return { findings: [finding("CC-J09", field, text)], undecided: [] };
}

function shown(value: Json | undefined): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}
