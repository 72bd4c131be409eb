import { isObject, type Json } from "../api/json.ts";

/** One difference: a field that only one side has lacks `old` or `new`. */
export interface FieldChange {
  /** Path as Kubernetes writes it: `spec.files[0].path`, `metadata.labels[example.com/a]`. */
  path: string;
  old?: Json;
  new?: Json;
}

/** All differences between two values, the deepest path each. Lists are compared after their common start and end. */
export function fieldChanges(before: Json | undefined, after: Json | undefined, path = ""): FieldChange[] {
  if (before === after) return [];
  if (before === undefined) return [{ path, new: after! }];
  if (after === undefined) return [{ path, old: before }];
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => fieldChanges(own(before, name), own(after, name), childPath(path, name)));
  }
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, path);
  return [{ path, old: before, new: after }];
}

/** True if two values are equal as JSON. */
export function sameJson(before: Json | undefined, after: Json | undefined): boolean {
  return fieldChanges(before, after).length === 0;
}

function own(value: { [key: string]: Json }, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The path of a field in a map. */
export function childPath(path: string, name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) return `${path}[${name}]`;
  return path === "" ? name : `${path}.${name}`;
}

function listChanges(before: Json[], after: Json[], path: string): FieldChange[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && sameJson(before[start], after[start])) start++;
  let end = 0;
  while (end < shorter - start && sameJson(before.at(-1 - end), after.at(-1 - end))) end++;
  const changes: FieldChange[] = [];
  for (let index = start; index < Math.max(before.length, after.length) - end; index++) {
    const old = index < before.length - end ? before[index] : undefined;
    const next = index < after.length - end ? after[index] : undefined;
    changes.push(...fieldChanges(old, next, `${path}[${index}]`));
  }
  return changes;
}
