import { isObject, type Json, type JsonObject } from "../api/json.ts";
import { pointerTokens } from "../patches/json-patch.ts";
import { type FieldChange, fieldChanges, sameJson } from "../plan/field-changes.ts";
import { applyDefaults, type StructuralSchema } from "../schema/index.ts";
import { propertySchema, valueSchema } from "../schema/structural-schema.ts";
import type { FieldCondition, Mutability } from "./provider-facts.ts";
import { valueAt, without } from "./remove-fields.ts";

/** What a table says about fields, without the kind. */
export type MutableFields = Omit<Mutability, "kind" | "version">;

/**
 * The differences between two states of an object that its provider refuses. Made like the webhooks do it, which clear what may change in both and
 * compare the rest, with the schema's defaults, because the API server fills them in before. Paths start at `spec`.
 */
export function refusedChanges(old: JsonObject, next: JsonObject, table: MutableFields, schema?: StructuralSchema): FieldChange[] {
  const [before, after] = [old, next].map((object) => defaulted(object, schema)) as [JsonObject, JsonObject];
  const open = (table.once ?? []).filter(({ path, until, where }) => isEmpty(valueAt(before, until ?? path)) && holds(where, before));
  const kept = (table.kept ?? []).filter(({ path, unless }) => isThere(before, path) && !isThere(after, path) && !holds(unless, before));
  const cleared = [...table.mutable.filter((path) => !kept.some((rule) => rule.path === path)), ...open.map(({ path }) => path)];
  const [left, right] = [before, after].map((object) => specWithout(object, cleared, table.fixed)) as [Json, Json];
  return fieldChanges(left, right, "spec");
}

/** A part of an object for quick comparisons: where it is equal in two states, `refusedChanges` finds nothing. */
export function frozenPart(object: JsonObject, table: MutableFields, schema?: StructuralSchema): Json {
  const state = defaulted(object, schema);
  const kept = (table.kept ?? []).filter(({ path, unless }) => isThere(state, path) && !holds(unless, state));
  return [specWithout(state, table.mutable, table.fixed), kept.map(({ path }) => path)];
}

/** Whether the provider refuses a difference of which the objects around are not known; `undecided` if that depends on them. */
export function refusalOf(
  { path, old, new: next }: FieldChange,
  table: MutableFields,
  schema?: StructuralSchema,
): "refused" | "accepted" | "undecided" {
  const names = namesOf(path);
  const node = schemaAt(schema, names);
  const [before, after] = [old, next].map((value) => around(names, withDefaults(value, node))) as [JsonObject, JsonObject];
  const dependent = [...(table.once ?? []), ...(table.kept ?? [])].map((rule) => rule.path);
  const wholly: MutableFields = { mutable: [...table.mutable, ...dependent], ...(table.fixed === undefined ? {} : { fixed: table.fixed }) };
  if (refusedChanges(before, after, wholly).length > 0) return "refused";
  const without: MutableFields = { ...wholly, mutable: table.mutable.filter((pointer) => !dependent.includes(pointer)) };
  return refusedChanges(before, after, without).length > 0 ? "undecided" : "accepted";
}

function defaulted(object: JsonObject, schema: StructuralSchema | undefined): JsonObject {
  const filled = schema === undefined ? object : applyDefaults(schema, object);
  return isObject(filled) ? filled : object;
}

function specWithout(object: JsonObject, cleared: readonly string[], fixed: readonly string[] = []): Json {
  const rest = without(object, cleared.map(pointerTokens), fixed.map(pointerTokens));
  return isObject(rest) ? (rest["spec"] ?? null) : null;
}

function isThere(object: JsonObject, path: string): boolean {
  return valueAt(object, path) !== undefined;
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "";
}

function holds(condition: FieldCondition | undefined, object: JsonObject): boolean {
  return condition === undefined || sameJson(valueAt(object, condition.path), condition.equals);
}

/** The names in a path such as `spec.list[0].map[example.com/key]`. */
function namesOf(path: string): string[] {
  return [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([name, inBrackets]) => inBrackets ?? name);
}

/** The value in maps that stand for the objects and lists around it. */
function around(names: readonly string[], value: Json | undefined): JsonObject {
  const [name, ...rest] = names;
  if (name === undefined) return isObject(value) ? value : {};
  if (rest.length > 0) return { [name]: around(rest, value) };
  return value === undefined ? {} : { [name]: value };
}

function withDefaults(value: Json | undefined, schema: StructuralSchema | undefined): Json | undefined {
  const given = value ?? schema?.default;
  return given === undefined || schema === undefined ? given : applyDefaults(schema, given);
}

function schemaAt(schema: StructuralSchema | undefined, names: readonly string[]): StructuralSchema | undefined {
  return names.reduce<StructuralSchema | undefined>(
    (node, name) => node && (propertySchema(node, name) ?? node.items ?? valueSchema(node)),
    schema,
  );
}
