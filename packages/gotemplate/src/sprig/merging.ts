/** merge and mergeOverwrite: dario.cat/mergo v1.0.1 (merge.go, deepMerge) for maps with string keys. */
import {
  GoError,
  GoInteger,
  GoOpaque,
  GoTypedMap,
  type GoValue,
  isGoObject,
  mapGet,
  mapKeys,
  mapSet,
  newMap,
  sliceItems,
} from "../values.ts";
import type { MapArgument } from "./define.ts";

/** The library refuses to merge; `mustMerge` fails then, `merge` is empty. */
export class MergeError extends GoError {}

/** A map that is not nil or a typed one. */
function isMap(value: GoValue): value is MapArgument {
  return isGoObject(value) || value instanceof GoTypedMap;
}

/**
 * Puts the entries of `source` into `target`, which is changed, at any depth. Without `overwrite` only what is missing or empty
 * (nil, false, zero, "", no items) in the target is taken; with it, everything. Values are not copied: the maps of the source become part of the target.
 */
export function mergeInto(target: MapArgument, source: MapArgument, overwrite: boolean): void {
  for (const key of mapKeys(source)) mergeEntry(target, source, key, overwrite);
}

function mergeEntry(target: MapArgument, source: MapArgument, key: string, overwrite: boolean): void {
  const value = mapGet(source, key);
  const present = mapGet(target, key);
  if (value === null) {
    if (overwrite) assign(target, source, key);
    return;
  }
  if (isMap(value) && isMap(present)) mergeInto(present, value, overwrite);
  if (isMap(value) && !overwrite && present instanceof GoOpaque && present.kind === "ptr")
    throw new MergeError("src and dst must be of same type");
  if (isFilled(present)) {
    if (isMap(value) && isMap(present)) return;
    const isList = sliceItems(value) !== undefined;
    if (!overwrite || isList) {
      if (isList && overwrite) assign(target, source, key);
      return;
    }
  }
  assign(target, source, key);
}

/** Go: isEmptyValue, inverted; structs are never empty. */
function isFilled(value: GoValue): boolean {
  if (value === undefined || value === null || value === false || value === "" || value === 0) return false;
  if (value instanceof GoInteger) return value.value !== 0n;
  const items = sliceItems(value);
  if (items !== undefined) return items.length > 0;
  return !isMap(value) || mapKeys(value).length > 0;
}

/** Go panics where the target has elements of another type than the source; only maps of `interface {}` take any. */
function assign(target: MapArgument, source: MapArgument, key: string): void {
  const type = target instanceof GoTypedMap ? target.elementType : "interface {}";
  const given = source instanceof GoTypedMap ? source.elementType : "interface {}";
  if (type !== "interface {}" && type !== given) {
    throw new GoError(`reflect.Value.SetMapIndex: value of type ${given} is not assignable to type ${type}`);
  }
  mapSet(target, key, mapGet(source, key));
}

/** Merges the sources into the target in order; a nil target is a new map if there is anything to put into it. */
export function mergeAll(target: MapArgument, sources: readonly MapArgument[], overwrite: boolean): MapArgument {
  const isNil = (map: MapArgument): boolean => map instanceof GoTypedMap && map.isNil;
  const merged = isNil(target) && sources.some((source) => !isNil(source)) ? newMap() : target;
  for (const source of sources) mergeInto(merged, source, overwrite);
  return merged;
}
