import type { Json, JsonObject } from "../api/json.ts";
import { isObject } from "../api/json.ts";
import { isKnownClean } from "./known-clean.ts";
import { schemaSearch } from "./schema-search.ts";
import { changeFields, changeItems } from "./shared-copy.ts";
import { propertyEntries, propertySchema, type StructuralSchema, valueSchema } from "./structural-schema.ts";

const mayDefault = schemaSearch(hasDefault);

/**
 * The value with the defaults of the schema filled in, as apiextensions does (pkg/apiserver/schema/defaulting/algorithm.go): a property that is
 * missing, or null without being nullable, gets its default; an absent object stays absent, so that its children's defaults do not apply; null items
 * of lists and maps are replaced by the default of their schema, if there is one. Parts that stay as they are are not copied.
 */
export function applyDefaults(schema: StructuralSchema, value: Json): Json {
  if (typeof value !== "object" || !mayDefault(schema) || isKnownClean(schema, value)) return value;
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined ? value : changeItems(value, (item) => defaultNode(items, item));
  }
  return isObject(value) ? defaultObject(schema, value) : value;
}

function defaultObject(schema: StructuralSchema, value: JsonObject): JsonObject {
  const others = valueSchema(schema);
  const result = changeFields(value, (item, name) => {
    const property = propertySchema(schema, name);
    if (property !== undefined) return defaultProperty(property, item);
    return others === undefined ? item : defaultNode(others, item);
  });
  const missing = propertyEntries(schema).filter(([name, property]) => hasDefault(property) && !Object.hasOwn(result, name));
  if (missing.length === 0) return result;
  const filled = missing.map(([name, property]): [string, Json] => [name, applyDefaults(property, property.default ?? null)]);
  return Object.fromEntries([...Object.entries(result), ...filled]);
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
