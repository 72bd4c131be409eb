import type { Failure } from "../api/fields.ts";
import { isObject, type Json, type JsonObject } from "../api/json.ts";
import { Remembered } from "../api/remembered.ts";

type Render = (data: JsonObject) => string | Failure;

/** Results of one template that are kept: the variables that a template reads have few values in all Clusters of a class. */
const kept = 256;

/**
 * A render that remembers results. A template is a pure function of what it reads, so with the same values at its paths it gives the same text:
 * scalars and lists of texts are compared, other lists and maps are the same only if they are the same object (which nobody changes: plans share values).
 * @param paths what the template reads, every branch taken; `*` stands for any item of what is before it
 */
export function rememberRenders(paths: readonly (readonly string[])[], render: Render): Render {
  const reads = distinctReads(paths);
  // A template that reads all of its data is rendered every time.
  if (reads.some((path) => path.length === 0)) return render;
  const memory = new Remembered<string, string | Failure>(kept);
  return (data) => memory.of(keyOf(data, reads), () => render(data));
}

/** Each path up to the part that can be any item. */
function distinctReads(paths: readonly (readonly string[])[]): string[][] {
  const reads = paths.map((path) => (path.includes("*") ? path.slice(0, path.indexOf("*")) : [...path]));
  return [...new Map(reads.map((path) => [JSON.stringify(path), path])).values()];
}

function keyOf(data: JsonObject, reads: readonly (readonly string[])[]): string {
  let key = "";
  for (const path of reads) key += endOf(data, path);
  return key;
}

/** Where a path ends: at its value, or at what has no such field, since reading on from there depends on what that is. */
function endOf(data: JsonObject, path: readonly string[]): string {
  let value: Json = data;
  let depth = 0;
  while (depth < path.length && isObject(value) && Object.hasOwn(value, path[depth]!)) value = value[path[depth++]!] as Json;
  // The data are always a map, so that a missing variable is the same in all of them.
  return depth === 0 ? "0;" : `${depth}${nameOf(value)};`;
}

const numbers = new WeakMap<object, number>();
let counted = 0;

/** A text that no other value has; a text itself stands behind its length, so that it ends where it ends. */
function nameOf(value: Json): string {
  if (typeof value === "string") return `"${value.length}:${value}`;
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? " -0" : ` ${value}`;
  // Blocks of addresses in `builtin` are made anew for each plan.
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return `[${value.map(nameOf).join()}]`;
  const known = numbers.get(value);
  if (known !== undefined) return `#${known}`;
  numbers.set(value, ++counted);
  return `#${counted}`;
}
