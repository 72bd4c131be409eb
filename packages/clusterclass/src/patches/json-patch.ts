import { Failure, failed } from "../api/fields.ts";
import { isObject, type Json, type JsonObject } from "../api/json.ts";

/** One operation of RFC 6902 as the patch engine generates it; `value` belongs to `add` and `replace`. */
export type PatchOperation = { op: "add" | "replace"; path: string; value: Json } | { op: "remove"; path: string };

/** A value after an operation, or why the operation does not apply. */
type Outcome = Json | Failure;

/**
 * Applies operations in order and gives the changed document; the input is not touched, unchanged parts are shared.
 * The first operation that does not apply ends it. Source: evanphx/json-patch v5.9.11, patch.go, with its default options:
 * negative indexes count from the end, missing parents are not made, a missing target of `replace` and `remove` is an error.
 */
export function applyJsonPatch(document: Json, operations: readonly PatchOperation[]): Json | Failure {
  let current = document;
  for (const operation of operations) {
    const next = change(current, pointerTokens(operation.path), operation);
    if (failed(next)) return new Failure(`${operation.op} ${operation.path}: ${next.reason}`);
    current = next;
  }
  return current;
}

/** The reference tokens of a JSON pointer, unescaped; the text before the first slash is ignored, as upstream does. */
export function pointerTokens(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replace(/~[01]/g, (escaped) => (escaped === "~1" ? "/" : "~")));
}

function change(node: Json, tokens: readonly string[], operation: PatchOperation): Outcome {
  const [token, ...rest] = tokens;
  if (token === undefined) return new Failure("the path names no field");
  if (!isObject(node) && !Array.isArray(node)) return new Failure("the parent does not exist");
  if (rest.length === 0) return Array.isArray(node) ? changeItem(node, token, operation) : changeKey(node, token, operation);
  const child = childOf(node, token);
  if (child === undefined) return new Failure(`the parent does not exist: nothing at "${token}"`);
  const changed = change(child.value, rest, operation);
  if (failed(changed)) return changed;
  return Array.isArray(node) ? node.with(child.key as number, changed) : { ...node, [child.key]: changed };
}

/** What a token in the middle of a path leads to. An empty token leads nowhere: upstream finds no node there. */
function childOf(node: JsonObject | Json[], token: string): { key: string | number; value: Json } | undefined {
  if (token === "") return undefined;
  if (!Array.isArray(node)) return Object.hasOwn(node, token) ? { key: token, value: node[token]! } : undefined;
  const index = existingIndex(node, token);
  return index === undefined ? undefined : { key: index, value: node[index]! };
}

function changeKey(node: JsonObject, key: string, operation: PatchOperation): Outcome {
  if (operation.op === "add") return { ...node, [key]: operation.value };
  // `replace` of the empty key never looks whether it exists.
  if (!Object.hasOwn(node, key) && !(operation.op === "replace" && key === ""))
    return new Failure(`there is no "${key}" to ${operation.op}`);
  if (operation.op === "replace") return { ...node, [key]: operation.value };
  const { [key]: _, ...others } = node;
  return others;
}

function changeItem(list: Json[], token: string, operation: PatchOperation): Outcome {
  if (operation.op === "add") return addItem(list, token, operation.value);
  const index = existingIndex(list, token);
  if (index === undefined) return new Failure(`the list has no item "${token}" to ${operation.op}`);
  return operation.op === "replace" ? list.with(index, operation.value) : list.toSpliced(index, 1);
}

function addItem(list: Json[], token: string, value: Json): Outcome {
  if (token === "-") return [...list, value];
  const index = integer(token);
  if (index === undefined) return new Failure(`"${token}" is no index of a list`);
  if (index > list.length || index < -(list.length + 1)) return new Failure(`index ${index} is outside of a list of ${list.length}`);
  return list.toSpliced(index < 0 ? index + list.length + 1 : index, 0, value);
}

function existingIndex(list: Json[], token: string): number | undefined {
  const index = integer(token);
  if (index === undefined || index >= list.length || index < -list.length) return undefined;
  return index < 0 ? index + list.length : index;
}

/** As Go's strconv.Atoi reads it: a sign and leading zeros are fine. */
function integer(token: string): number | undefined {
  return /^[+-]?[0-9]+$/.test(token) ? Number(token) + 0 : undefined;
}
