import { isObject, type Json, type JsonObject } from "./json.ts";

/** Names of fields from the outside in; list indexes do not occur. */
export type FieldPath = readonly string[];

/** Something that could not be done, with the reason in one sentence; a class, so that no JSON value can be taken for one. */
export class Failure {
  readonly reason: string;
  /** It is not known whether Cluster API fails as well: a limit of this package was reached. */
  readonly undecided: boolean;

  constructor(reason: string, { undecided = false } = {}) {
    this.reason = reason;
    this.undecided = undecided;
  }
}

/** True for a failure. */
export function failed(value: unknown): value is Failure {
  return value instanceof Failure;
}

/**
 * The value at a path of maps, `undefined` if it is not there or if something on the way is not a map.
 * Source: apimachinery v0.36, unstructured/helpers.go, NestedFieldNoCopy.
 */
export function fieldAt(value: Json | undefined, path: FieldPath): Json | undefined {
  let current = value;
  for (const name of path) {
    if (!isObject(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

/** A copy with the value at the path; missing maps are made, and `undefined` comes back if something on the way is not a map. */
export function withField(object: JsonObject, path: FieldPath, value: Json): JsonObject | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return isObject(value) ? value : undefined;
  if (rest.length === 0) return { ...object, [name]: value };
  const child = Object.hasOwn(object, name) ? object[name] : {};
  if (!isObject(child)) return undefined;
  const changed = withField(child, rest, value);
  return changed && { ...object, [name]: changed };
}

/** A copy without the field; the same object if the field is not there. */
export function withoutField(object: JsonObject, path: FieldPath): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined || !Object.hasOwn(object, name)) return object;
  if (rest.length === 0) {
    const { [name]: _, ...others } = object;
    return others;
  }
  const child = object[name];
  return isObject(child) ? { ...object, [name]: withoutField(child, rest) } : object;
}

/** Sets fields one after the other; the first one that has no place ends it. */
export function withFields(object: JsonObject, fields: readonly (readonly [FieldPath, Json])[]): JsonObject | Failure {
  let current = object;
  for (const [path, value] of fields) {
    const next = withField(current, path, value);
    if (next === undefined) return new Failure(`cannot set .${path.join(".")}: a field on the way to it is not a map`);
    current = next;
  }
  return current;
}

/** The map of strings at a path; `undefined` if it is missing or holds anything else than strings. */
export function stringMapAt(object: Json | undefined, path: FieldPath): Record<string, string> | undefined {
  const value = fieldAt(object, path);
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined;
}

/** A copy without fields that are `undefined` or an empty map: what Go leaves out with `omitempty` and `omitzero`. */
export function compact(fields: Record<string, Json | undefined>): JsonObject {
  const kept = Object.entries(fields).filter((entry): entry is [string, Json] => {
    const value = entry[1];
    return value !== undefined && !(isObject(value) && Object.keys(value).length === 0);
  });
  return Object.fromEntries(kept);
}
