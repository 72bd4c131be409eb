import { isObject, type Json } from "../../api/json.ts";
import { propertySchema, type StructuralSchema, valueSchema } from "../../schema/structural-schema.ts";

/**
 * A copy of `value` without the fields that are null where the schema neither allows null nor has a default.
 * Source: apiextensions-apiserver v0.36, pkg/apiserver/schema/defaulting, `PruneNonNullableNullsWithoutDefaults`.
 */
export function dropNulls(schema: StructuralSchema | undefined, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => dropNulls(schema?.items, item));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
    const field = schema && (propertySchema(schema, name) ?? valueSchema(schema));
    return item === null && field && mayBeDropped(field) ? [] : [[name, dropNulls(field, item)]];
  });
  return Object.fromEntries(entries);
}

function mayBeDropped(schema: StructuralSchema): boolean {
  return schema.nullable !== true && (schema.default === undefined || schema.default === null);
}
