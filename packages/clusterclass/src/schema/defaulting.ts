import type { Json, JsonObject } from "../api/json.ts";
import { isObject } from "../api/json.ts";
import { propertyEntries, propertySchema, type StructuralSchema, valueSchema } from "./structural-schema.ts";

/**
 * A copy of `value` with the defaults of the schema filled in, as apiextensions does (pkg/apiserver/schema/defaulting/algorithm.go): a property that is
 * missing, or null without being nullable, gets its default; an absent object stays absent, so that its children's defaults do not apply; null items
 * of lists and maps are replaced by the default of their schema, if there is one.
 */
export function applyDefaults(schema: StructuralSchema, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => (schema.items === undefined ? item : defaultNode(schema.items, item)));
  return isObject(value) ? defaultObject(schema, value) : value;
}

function defaultObject(schema: StructuralSchema, value: JsonObject): JsonObject {
  const result: JsonObject = Object.create(null) as JsonObject;
  const others = valueSchema(schema);
  for (const [name, item] of Object.entries(value)) {
    const property = propertySchema(schema, name);
    if (property !== undefined) result[name] = defaultProperty(property, item);
    else result[name] = others === undefined ? item : defaultNode(others, item);
  }
  for (const [name, property] of propertyEntries(schema)) {
    if (!(name in result) && hasDefault(property)) result[name] = applyDefaults(property, property.default);
  }
  return { ...result };
}

function defaultProperty(schema: StructuralSchema, value: Json): Json {
  return value === null && schema.nullable !== true && hasDefault(schema)
    ? applyDefaults(schema, schema.default)
    : applyDefaults(schema, value);
}

/** Items and values of maps: a null without default stays null. */
function defaultNode(schema: StructuralSchema, value: Json): Json {
  if (value === null && schema.nullable !== true) return applyDefaults(schema, schema.default ?? null);
  return applyDefaults(schema, value);
}

function hasDefault(schema: StructuralSchema): schema is StructuralSchema & { default: Json } {
  return schema.default !== undefined && schema.default !== null;
}
