import { compareText, isAscii } from "./utf8.ts";
import { type GoValue, mapKeys } from "./values.ts";

/** The keys of a map in the order in which Go prints and ranges over them (internal/fmtsort): by bytes. */
export function sortedKeys(map: GoValue): string[] {
  const keys = mapKeys(map);
  return keys.length < 2 ? keys : keys.every(isAscii) ? keys.sort() : keys.sort(compareText);
}
