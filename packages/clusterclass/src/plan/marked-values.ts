import { isObject, type Json, type JsonObject } from "../api/json.ts";
import type { ExplainedValue, Origin } from "./explain.ts";

export type PatchOrigin = Extract<Origin, { from: "patch" }>;

/** A part of an object that one operation of a patch made. */
export interface MarkedValue {
  path: string;
  value: Json;
  origin: PatchOrigin;
}

/**
 * The values of an object that came from variables, or that a variable switched on: one for each operation, as high up in the object as all
 * values below are of this operation.
 */
export function markedValues(object: JsonObject, values: readonly ExplainedValue[]): MarkedValue[] {
  const groups = new Map<PatchOrigin, ExplainedValue[]>();
  for (const explained of values) {
    const { origin } = explained;
    if (origin.from !== "patch" || (origin.variables.length === 0 && origin.enabledBy.length === 0)) continue;
    groups.set(origin, [...(groups.get(origin) ?? []), explained]);
  }
  return [...groups].flatMap(([origin, group]) => gathered(object, group, values).map((part) => ({ ...part, origin })));
}

/** The value at a path as `FieldChange` and `ExplainedValue` write it. */
export function valueAt(object: Json, path: string): Json | undefined {
  let current: Json | undefined = object;
  for (const part of pathParts(path)) {
    const name = part.startsWith("[") ? part.slice(1, -1) : part.slice(1);
    if (Array.isArray(current)) current = current[Number(name)];
    else current = isObject(current) && Object.hasOwn(current, name) ? current[name] : undefined;
  }
  return current;
}

function gathered(object: JsonObject, group: readonly ExplainedValue[], all: readonly ExplainedValue[]): { path: string; value: Json }[] {
  const path = commonPath(group.map((explained) => explained.path));
  const value = valueAt(object, path);
  const alone = all.filter((other) => isAtOrBelow(other.path, path)).length === group.length;
  return path === "" || value === undefined || !alone ? [...group] : [{ path, value }];
}

/** True for a path that names the same place as another, or one inside it; every path is below the empty one. */
export function isAtOrBelow(path: string, above: string): boolean {
  return above === "" || path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

/** The longest path that all have in common, cut between two names. */
function commonPath(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map(pathParts);
  const differing = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return (differing < 0 ? first : first.slice(0, differing)).join("").replace(/^\./, "");
}

/** `a.b[0]` as `.a`, `.b`, `[0]`. */
function pathParts(path: string): string[] {
  return `.${path}`.match(/\.[^.[\]]+|\[[^\]]*\]/g) ?? [];
}
