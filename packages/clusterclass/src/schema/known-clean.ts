import { isObject, type Json } from "../api/json.ts";
import { propertySchema, type StructuralSchema, valueSchema } from "./structural-schema.ts";

const clean = new WeakMap<StructuralSchema, WeakSet<object>>();

/**
 * True for a frozen value that went through every pass over this schema node before, unchanged and without a finding. Classes of many units share their
 * patches and variables; a value that is frozen is taken to be frozen at all depths.
 */
export function isKnownClean(schema: StructuralSchema | undefined, value: Json): boolean {
  if (schema === undefined || typeof value !== "object" || value === null || !Object.isFrozen(value)) return false;
  return clean.get(schema)?.has(value) === true;
}

/** Remembers the outermost frozen values of an object that was found clean: see {@link isKnownClean}. */
export function rememberClean(schema: StructuralSchema | undefined, value: Json): void {
  if (schema === undefined || typeof value !== "object" || value === null) return;
  if (Object.isFrozen(value)) {
    const known = clean.get(schema) ?? new WeakSet();
    clean.set(schema, known.add(value));
  } else if (Array.isArray(value)) {
    for (const item of value) rememberClean(schema.items, item);
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) rememberClean(propertySchema(schema, name) ?? valueSchema(schema), item);
  }
}
