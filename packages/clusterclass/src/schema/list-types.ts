import type { FieldError } from "../api/errors.ts";
import type { Json } from "../api/json.ts";
import { isObject } from "../api/json.ts";
import { childPath, indexPath, keyPath } from "./field-path.ts";
import { isKnownClean } from "./known-clean.ts";
import { schemaSearch } from "./schema-search.ts";
import { propertySchema, type StructuralSchema, valueSchema } from "./structural-schema.ts";

/**
 * Duplicates in lists that `x-kubernetes-list-type` makes a set or a map (apiextensions, pkg/apiserver/schema/listtype/validation.go).
 * One error for each value or key that occurs more than once, at its second place.
 */
export function validateListTypes(schema: StructuralSchema, value: Json, path: string): FieldError[] {
  if (!hasUniqueLists(schema) || isKnownClean(schema, value)) return [];
  if (Array.isArray(value)) {
    const items = schema.items;
    const below = items === undefined ? [] : value.flatMap((item, i) => validateListTypes(items, item, indexPath(path, i)));
    return [...duplicates(schema, value, path), ...below];
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const property = propertySchema(schema, name);
    // Most fields have no such list: no path for them.
    if (property !== undefined) return hasUniqueLists(property) ? validateListTypes(property, item, childPath(path, name)) : [];
    const values = valueSchema(schema);
    return values === undefined || !hasUniqueLists(values) ? [] : validateListTypes(values, item, keyPath(path, name));
  });
}

const hasUniqueLists = schemaSearch((schema) => ["set", "map"].includes(schema["x-kubernetes-list-type"] ?? ""));

function duplicates(schema: StructuralSchema, items: Json[], path: string): FieldError[] {
  const odd = schema["x-kubernetes-list-type"] === "map" ? items.findIndex((item) => item !== null && !isObject(item)) : -1;
  // Keys of the other items are not looked at then.
  if (odd >= 0) return [{ field: indexPath(path, odd), message: "must be an object for an array of list-type map" }];
  const identity = identityOf(schema);
  if (identity === undefined) return [];
  const seen = new Map<string, number>();
  const errors: FieldError[] = [];
  for (const [i, item] of items.entries()) {
    const key = identity(item);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    if (count === 2) errors.push({ field: indexPath(path, i), message: `Duplicate value: ${key}` });
  }
  return errors;
}

function identityOf(schema: StructuralSchema): ((item: Json) => string) | undefined {
  if (schema["x-kubernetes-list-type"] === "set") return (item) => canonical(item);
  if (schema["x-kubernetes-list-type"] !== "map") return undefined;
  const keys = [...(schema["x-kubernetes-list-map-keys"] ?? [])].sort();
  return (item) => canonical(Object.fromEntries(keys.map((key) => [key, isObject(item) ? (item[key] ?? keyDefault(schema, key)) : null])));
}

function keyDefault(schema: StructuralSchema, key: string): Json {
  return (schema.items && propertySchema(schema.items, key)?.default) ?? null;
}

/** JSON text with sorted keys, so that equal values have equal text. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value).sort();
  return `{${entries.map((key) => `${JSON.stringify(key)}:${canonical(value[key] as Json)}`).join(",")}}`;
}
