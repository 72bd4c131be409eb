import type { InfrastructureApiFile, PathMove } from "@cstack/model";
import { pointerParts } from "./pointer.ts";

/** A field that stands elsewhere, or in another form, in another API. `*` stands for every item of a list, at the same place in both. */
export interface FieldMove {
  from: string[];
  to: string[];
  invert: boolean;
  /** Keys around the value in a map that is written as a whole. */
  wrap: string[] | undefined;
}

/** The moves for a template kind. */
export function movesFor(kind: string, { moves = [] }: InfrastructureApiFile): FieldMove[] {
  return moves.filter((move) => move.kind === kind).map(fieldMove);
}

function fieldMove({ from, to, invert = false, wrap }: PathMove): FieldMove {
  return { from: pointerParts(from), to: pointerParts(to), invert, wrap: wrap === undefined ? undefined : pointerParts(wrap) };
}

/** The moves below a place, with paths from there; only those that end below it, too. */
export function movesBelow(moves: readonly FieldMove[], place: readonly string[]): FieldMove[] {
  return moves
    .filter(({ from, to }) => from.length > place.length && isBelow(from, place) && isBelow(to, place))
    .map((move) => ({ ...move, from: move.from.slice(place.length), to: move.to.slice(place.length) }));
}

/** True if a pattern with `*` reaches a path or a place below it. */
export function isBelow(pattern: readonly string[], path: readonly string[]): boolean {
  return path.every((part, index) => part === pattern[index] || (pattern[index] === "*" && /^(\d+|-)$/.test(part)));
}

/** A copy of a value with its fields where, and in the form in which, the other API has them. */
export function movedFields<T>(value: T, moves: readonly FieldMove[]): T {
  const copy = structuredClone(value);
  for (const move of moves) moveField(copy, move);
  return copy;
}

function moveField(root: unknown, move: FieldMove): void {
  const star = move.from.indexOf("*");
  if (star >= 0) {
    const items = nodeAt(root, move.from.slice(0, star));
    if (!Array.isArray(items)) return;
    for (const item of items) moveField(item, { ...move, from: move.from.slice(star + 1), to: move.to.slice(star + 1) });
    return;
  }
  const parent = nodeAt(root, move.from.slice(0, -1));
  const leaf = move.from.at(-1);
  if (leaf === undefined || !isMap(parent) || parent[leaf] === undefined) return;
  const value = formOf(parent[leaf], move);
  delete parent[leaf];
  put(root, move.to, value, move.wrap === undefined);
}

/** A value in the form that the other API has. */
export function formOf(value: unknown, { invert, wrap = [] }: FieldMove): unknown {
  const inverted = invert && typeof value === "boolean" ? !value : value;
  return wrap.reduceRight<unknown>((inner, key) => ({ [key]: inner }), inverted);
}

/** Puts a value; with `merge` its keys are added to a map that is there, without maps that were left empty. */
function put(root: unknown, path: readonly string[], value: unknown, merge: boolean): void {
  const leaf = path.at(-1);
  if (leaf === undefined || !isMap(root)) return;
  let node = root;
  for (const part of path.slice(0, -1)) {
    const child = node[part];
    const next = isMap(child) ? child : {};
    node[part] = next;
    node = next;
  }
  const existing = node[leaf];
  node[leaf] = merge && isMap(existing) && isMap(value) ? { ...withoutEmptyMaps(existing), ...value } : value;
}

type UnknownMap = Record<string, unknown>;

function isMap(value: unknown): value is UnknownMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nodeAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, part) => (isMap(node) ? node[part] : undefined), root);
}

function withoutEmptyMaps(map: UnknownMap): UnknownMap {
  const entries = Object.entries(map).map(([key, child]): [string, unknown] => [key, isMap(child) ? withoutEmptyMaps(child) : child]);
  return Object.fromEntries(entries.filter(([, child]) => !isMap(child) || Object.keys(child).length > 0));
}
