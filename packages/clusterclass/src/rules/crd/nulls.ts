import { isObject, type Json } from "../../api/json.ts";
import { isKnownClean } from "../../schema/known-clean.ts";
import { changeFields, changeItems } from "../../schema/shared-copy.ts";
import { propertySchema, type StructuralSchema, valueSchema } from "../../schema/structural-schema.ts";

/**
 * The value without the fields that are null where the schema neither allows null nor has a default; what has none is not copied.
 * Source: apiextensions-apiserver v0.36, pkg/apiserver/schema/defaulting, `PruneNonNullableNullsWithoutDefaults`.
 */
export function dropNulls(schema: StructuralSchema | undefined, value: Json): Json {
  if (isKnownClean(schema, value)) return value;
  if (Array.isArray(value)) return changeItems(value, (item) => dropNulls(schema?.items, item));
  if (!isObject(value)) return value;
  return changeFields(value, (item, name) => {
    if (typeof item !== "object") return item;
    const field = schema && (propertySchema(schema, name) ?? valueSchema(schema));
    return item === null && field && mayBeDropped(field) ? undefined : dropNulls(field, item);
  });
}

function mayBeDropped(schema: StructuralSchema): boolean {
  return schema.nullable !== true && (schema.default === undefined || schema.default === null);
}
