import type { CompiledOperation, CompiledPatch } from "../../patches/compile-patches.ts";
import { pointerTokens } from "../../patches/json-patch.ts";
import type { ClassItem } from "./class-items.ts";
import { operationsOn } from "./class-model.ts";

/** The place in a template that an operation needs to be there: the parent of what it adds, else the place itself. */
export function neededPlace({ op, path }: CompiledOperation): readonly string[] {
  const tokens = pointerTokens(path);
  return op === "add" ? tokens.slice(0, -1) : tokens;
}

/** True for operations that put an entry into a list. */
export function appends({ op, path }: CompiledOperation): boolean {
  return op === "add" && isIndex(pointerTokens(path).at(-1) ?? "");
}

/**
 * The patches before a given one that decide what it finds on an item: they write at or above a place that it needs, or at or below what it
 * overwrites.
 */
export function patchesBefore(item: ClassItem, patches: readonly CompiledPatch[], index: number): CompiledPatch[] {
  const operations = operationsOn(item, patches[index]!);
  return patches
    .slice(0, index)
    .filter((earlier) => operationsOn(item, earlier).some((written) => operations.some((operation) => decides(written, operation))));
}

function decides(written: CompiledOperation, operation: CompiledOperation): boolean {
  const target = pointerTokens(written.path);
  if (startsWith(neededPlace(operation), target)) return true;
  return !appends(operation) && startsWith(target, pointerTokens(operation.path));
}

/** True if the first path is the second one or below it; indexes of a list are alike. */
function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.length <= path.length && start.every((name, index) => name === path[index] || (isIndex(name) && isIndex(path[index]!)));
}

function isIndex(token: string): boolean {
  return token === "-" || /^\d+$/.test(token);
}
