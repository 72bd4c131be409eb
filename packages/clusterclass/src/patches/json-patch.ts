import { Failure, failed } from "../api/fields.ts";
import { isObject, type Json, type JsonObject } from "../api/json.ts";
import { Remembered } from "../api/remembered.ts";

/** One operation of RFC 6902 as the patch engine generates it; `value` belongs to `add` and `replace`. */
export type PatchOperation = { op: "add" | "replace"; path: string; value: Json } | { op: "remove"; path: string };

/** A value after an operation, or why the operation does not apply. */
type Outcome = Json | Failure;

/** Maps and lists that a run of operations made itself, so that it may change them where they are. */
export type OwnNodes = Set<object>;

/**
 * Applies operations in order and gives the changed document; the input is not touched, unchanged parts are shared.
 * The first operation that does not apply ends it. Source: evanphx/json-patch v5.9.11, patch.go, with its default options:
 * negative indexes count from the end, missing parents are not made, a missing target of `replace` and `remove` is an error.
 * @param own given to several calls on one document, of which only the last result is used: what the earlier ones copied is not copied again
 */
export function applyJsonPatch(document: Json, operations: readonly PatchOperation[], own: OwnNodes = new Set()): Json | Failure {
  let current = document;
  for (const operation of operations) {
    const next = change(current, pointerTokens(operation.path), 0, { operation, own });
    if (failed(next)) return new Failure(`${operation.op} ${operation.path}: ${next.reason}`);
    current = next;
  }
  return current;
}

/** A class has a few hundred paths. */
const tokensOf = new Remembered<string, readonly string[]>(5000);

/** The reference tokens of a JSON pointer, unescaped; the text before the first slash is ignored, as upstream does. */
export function pointerTokens(pointer: string): readonly string[] {
  return tokensOf.of(pointer, () =>
    pointer
      .split("/")
      .slice(1)
      .map((token) => token.replace(/~[01]/g, (escaped) => (escaped === "~1" ? "/" : "~"))),
  );
}

interface Change {
  operation: PatchOperation;
  own: OwnNodes;
}

function change(node: Json, tokens: readonly string[], depth: number, how: Change): Outcome {
  const token = tokens[depth];
  if (token === undefined) return new Failure("the path names no field");
  if (!isObject(node) && !Array.isArray(node)) return new Failure("the parent does not exist");
  if (depth + 1 === tokens.length) return Array.isArray(node) ? changeItem(node, token, how) : changeKey(node, token, how);
  const child = childOf(node, token);
  if (child === undefined) return new Failure(`the parent does not exist: nothing at "${token}"`);
  const changed = change(child.value, tokens, depth + 1, how);
  if (failed(changed) || changed === child.value) return failed(changed) ? changed : node;
  if (Array.isArray(node)) {
    const list = ownList(node, how.own);
    list[child.key as number] = changed;
    return list;
  }
  const map = ownMap(node, how.own);
  setField(map, child.key as string, changed);
  return map;
}

function ownMap(node: JsonObject, own: OwnNodes): JsonObject {
  if (own.has(node)) return node;
  const copy = { ...node };
  own.add(copy);
  return copy;
}

function ownList(node: Json[], own: OwnNodes): Json[] {
  if (own.has(node)) return node;
  const copy = [...node];
  own.add(copy);
  return copy;
}

/** A key may be `__proto__`; plain assignment would lose it. */
function setField(map: JsonObject, key: string, value: Json): void {
  if (key === "__proto__") Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}

/** What a token in the middle of a path leads to. An empty token leads nowhere: upstream finds no node there. */
function childOf(node: JsonObject | Json[], token: string): { key: string | number; value: Json } | undefined {
  if (token === "") return undefined;
  if (!Array.isArray(node)) return Object.hasOwn(node, token) ? { key: token, value: node[token]! } : undefined;
  const index = existingIndex(node, token);
  return index === undefined ? undefined : { key: index, value: node[index]! };
}

function changeKey(node: JsonObject, key: string, { operation, own }: Change): Outcome {
  // `replace` of the empty key never looks whether it exists.
  const mustExist = operation.op === "remove" || (operation.op === "replace" && key !== "");
  if (mustExist && !Object.hasOwn(node, key)) return new Failure(`there is no "${key}" to ${operation.op}`);
  const map = ownMap(node, own);
  if (operation.op === "remove") delete map[key];
  else setField(map, key, operation.value);
  return map;
}

function changeItem(node: Json[], token: string, { operation, own }: Change): Outcome {
  if (operation.op === "add") return addItem(node, token, operation.value, own);
  const index = existingIndex(node, token);
  if (index === undefined) return new Failure(`the list has no item "${token}" to ${operation.op}`);
  const list = ownList(node, own);
  if (operation.op === "replace") list[index] = operation.value;
  else list.splice(index, 1);
  return list;
}

function addItem(node: Json[], token: string, value: Json, own: OwnNodes): Outcome {
  const index = token === "-" ? node.length : integer(token);
  if (index === undefined) return new Failure(`"${token}" is no index of a list`);
  if (index > node.length || index < -(node.length + 1)) return new Failure(`index ${index} is outside of a list of ${node.length}`);
  const list = ownList(node, own);
  list.splice(index < 0 ? index + list.length + 1 : index, 0, value);
  return list;
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
