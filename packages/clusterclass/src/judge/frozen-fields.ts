import { isObject, type Json, type JsonObject } from "../api/json.ts";
import { pointerTokens } from "../patches/json-patch.ts";
import type { FieldChange } from "../plan/field-changes.ts";
import { sameJson } from "../plan/field-changes.ts";
import { applyDefaults, type StructuralSchema } from "../schema/index.ts";
import { propertySchema, valueSchema } from "../schema/structural-schema.ts";
import type { Mutability } from "./provider-facts.ts";

/**
 * The part of an object's `spec` that must not change, with the schema's defaults, because the API server fills them in before the webhook
 * compares. Made like the webhooks do it, which clear what may change and compare the rest.
 */
export function frozenPart(object: JsonObject, { mutable }: Pick<Mutability, "mutable">, schema?: StructuralSchema): Json {
  const defaulted = schema === undefined ? object : applyDefaults(schema, object);
  const cleared = mutable.reduce<Json>((value, pointer) => without(value, pointerTokens(pointer)), defaulted);
  return isObject(cleared) ? (cleared["spec"] ?? null) : null;
}

/** True if a difference between two objects is one that the provider refuses. */
export function isRefused({ path, old, new: next }: FieldChange, table: Pick<Mutability, "mutable">, schema?: StructuralSchema): boolean {
  const names = namesOf(path);
  const node = schemaAt(schema, names);
  const [before, after] = [old, next].map((value) => frozenPart(around(names, withDefaults(value, node)), table));
  return !sameJson(before, after);
}

function without(value: Json, [name, ...rest]: readonly string[]): Json {
  if (name === undefined) return value;
  if (name === "*") return overItems(value, (item) => (rest.length === 0 ? null : without(item, rest)));
  if (!isObject(value) || !Object.hasOwn(value, name)) return value;
  if (rest.length > 0) return { ...value, [name]: without(value[name]!, rest) };
  const { [name]: _, ...others } = value;
  return others;
}

function overItems(value: Json, change: (item: Json) => Json): Json {
  if (Array.isArray(value)) return value.map(change);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
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
