import type { Json, JsonObject } from "../api/json.ts";

/**
 * The object with each field as `change` gives it, without those that it makes undefined. Where nothing changes it is the object itself: passes over
 * manifests rarely change anything, and copies of all that stays as it is would be most of their cost.
 */
export function changeFields(object: JsonObject, change: (value: Json, name: string) => Json | undefined): JsonObject {
  const names = Object.keys(object);
  let changed: [string, Json][] | undefined;
  for (const [index, name] of names.entries()) {
    const before = object[name] as Json;
    const after = change(before, name);
    if (changed === undefined && after === before) continue;
    changed ??= names.slice(0, index).map((earlier) => [earlier, object[earlier] as Json]);
    if (after !== undefined) changed.push([name, after]);
  }
  return changed === undefined ? object : Object.fromEntries(changed);
}

/** The list with each item as `change` gives it; the list itself where nothing changes. */
export function changeItems(list: Json[], change: (item: Json, index: number) => Json): Json[] {
  let changed: Json[] | undefined;
  for (const [index, before] of list.entries()) {
    const after = change(before, index);
    if (changed === undefined && after === before) continue;
    changed ??= list.slice(0, index);
    changed.push(after);
  }
  return changed ?? list;
}
