import { GoSlice, GoTypedMap, type GoValue, isGoObject, mapGet, mapKeys, mapSet, newMap } from "./values.ts";

/** A deep copy of lists and maps, so that functions that change a map in place leave the original alone. */
export function copyValue(value: GoValue): GoValue {
  if (Array.isArray(value)) return value.map(copyValue);
  if (value instanceof GoSlice) return new GoSlice(value.elementType, value.items.map(copyValue), value.isNil);
  if (value instanceof GoTypedMap) {
    const entries = [...value.entries].map(([key, item]): [string, GoValue] => [key, copyValue(item)]);
    return new GoTypedMap(value.elementType, new Map(entries), value.isNil);
  }
  if (!isGoObject(value)) return value;
  const copy = newMap();
  for (const key of mapKeys(value)) mapSet(copy, key, copyValue(mapGet(value, key)));
  return copy;
}
