import type { Failure } from "../api/fields.ts";
import { isObject, type Json, type JsonObject } from "../api/json.ts";

type Render = (data: JsonObject) => string | Failure;

/** One result with what the template read: how far each path led, and what is there. */
interface Remembered {
  ends: End[];
  result: string | Failure;
}

interface End {
  value: Json;
  depth: number;
}

/** Plans of one class differ in few variables; more results than this are looked through for longer than they save. */
const kept = 8;

/**
 * A render that remembers its last results. A template is a pure function of what it reads, so with the same values at its paths it gives the same text:
 * scalars are compared, maps and lists are the same only if they are the same object (which nobody changes: plans share defaults).
 * @param paths what the template reads, every branch taken; `*` stands for any item of what is before it
 */
export function rememberRenders(paths: readonly (readonly string[])[], render: Render): Render {
  const reads = distinctReads(paths);
  // A template that reads all of its data is rendered every time.
  if (reads.some((path) => path.length === 0)) return render;
  const memory: Remembered[] = [];
  return (data) => {
    const ends = reads.map((path) => endOf(data, path));
    const known = memory.find((remembered) => ends.every((end, index) => isSameEnd(end, remembered.ends[index]!)));
    if (known !== undefined) return known.result;
    const result = render(data);
    memory.unshift({ ends, result });
    if (memory.length > kept) memory.pop();
    return result;
  };
}

/** Each path up to the part that can be any item. */
function distinctReads(paths: readonly (readonly string[])[]): string[][] {
  const reads = paths.map((path) => (path.includes("*") ? path.slice(0, path.indexOf("*")) : [...path]));
  return [...new Map(reads.map((path) => [JSON.stringify(path), path])).values()];
}

/** Where a path ends: at its value, or at what has no such field, since reading on from there depends on what that is. */
function endOf(data: JsonObject, path: readonly string[]): End {
  let value: Json = data;
  let depth = 0;
  while (depth < path.length && isObject(value) && Object.hasOwn(value, path[depth]!)) value = value[path[depth++]!] as Json;
  // The data are always a map, so that a missing variable is the same in all of them.
  return depth === 0 ? { value: null, depth } : { value, depth };
}

function isSameEnd(a: End, b: End): boolean {
  return a.depth === b.depth && Object.is(a.value, b.value);
}
