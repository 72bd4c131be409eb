import {
  type FunctionTable,
  GoError,
  GoSlice,
  GoTypedMap,
  type GoValue,
  isGoObject,
  mapGet,
  mapKeys,
  mapSet,
  newMap,
  typeName,
} from "../values.ts";
import { deepCopy } from "./copying.ts";
import { any, define, defineVariadic, type MapArgument, map, mutating, text } from "./define.ts";
import { sortTexts, strval } from "./format.ts";
import { MergeError, mergeAll } from "./merging.ts";

/** `dict "key" value ...`; a last key without a value gets an empty text. */
function dict(pairs: readonly GoValue[]): GoValue {
  const result = newMap();
  for (let index = 0; index < pairs.length; index += 2) {
    mapSet(result, strval(pairs[index]), index + 1 < pairs.length ? pairs[index + 1] : "");
  }
  return result;
}

function set(target: MapArgument, key: string, value: GoValue): GoValue {
  if (target instanceof GoTypedMap && target.isNil) throw new GoError("assignment to entry in nil map");
  mapSet(target, key, value);
  return target;
}

function unset(target: MapArgument, key: string): GoValue {
  if (target instanceof GoTypedMap) target.entries.delete(key);
  else delete target[key];
  return target;
}

function filterKeys(source: MapArgument, keep: (key: string) => boolean): GoValue {
  const result = newMap();
  for (const key of mapKeys(source)) {
    if (keep(key)) mapSet(result, key, mapGet(source, key));
  }
  return result;
}

/** The value below several keys, or the default if one of them is missing. Go panics where there is something else than a map on the way. */
function dig(args: readonly GoValue[]): GoValue {
  if (args.length < 3) throw new GoError("dig needs at least three arguments");
  let place = asMap(args.at(-1));
  const keys = args.slice(0, -2).map(asKey);
  for (const [index, key] of keys.entries()) {
    const value = mapGet(place, key);
    if (value === undefined) return args.at(-2);
    if (index === keys.length - 1) return value;
    place = asMap(value);
  }
  return place;
}

function asMap(value: GoValue): GoValue {
  const isPlain = isGoObject(value) || (value instanceof GoTypedMap && value.elementType === "interface {}");
  if (!isPlain) throw notConvertible(value, "map[string]interface {}");
  return value;
}

function asKey(value: GoValue): string {
  if (typeof value !== "string") throw notConvertible(value, "string");
  return value;
}

function notConvertible(value: GoValue, type: string): GoError {
  return new GoError(`interface conversion: interface {} is ${value === null ? "nil" : typeName(value)}, not ${type}`);
}

function merging(overwrite: boolean, fails: boolean) {
  const call = (target: MapArgument, sources: readonly MapArgument[]): GoValue => {
    try {
      return mergeAll(target, sources, overwrite);
    } catch (error) {
      if (error instanceof MergeError && !fails) return "";
      throw error;
    }
  };
  return mutating(defineVariadic([map], map, call));
}

/**
 * Maps (sprig v3.3.0, dict.go; slim-sprig has the same except merging and copying). Like a Go map, a map is shared: `set`, `unset` and
 * the merge functions change the one they are given. Where Go's order is random (`keys`, `values`), the result is sorted by key here.
 */
export const dictFunctions: FunctionTable = new Map([
  ["dict", defineVariadic([], any, dict)],
  ["get", define([map, text], (source, key) => mapGet(source, key) ?? (mapGet(source, key) === null ? null : ""))],
  ["set", mutating(define([map, text, any], set))],
  ["unset", mutating(define([map, text], unset))],
  ["hasKey", define([map, text], (source, key) => mapGet(source, key) !== undefined)],
  [
    "pluck",
    defineVariadic([text], map, (key, sources) => sources.map((source) => mapGet(source, key)).filter((value) => value !== undefined)),
  ],
  [
    "keys",
    defineVariadic(
      [],
      map,
      (sources) =>
        new GoSlice(
          "string",
          sources.flatMap((source) => sortTexts(mapKeys(source))),
        ),
    ),
  ],
  ["values", define([map], (source) => sortTexts(mapKeys(source)).map((key) => mapGet(source, key)))],
  ["pick", defineVariadic([map], text, (source, keys) => filterKeys(source, (key) => keys.includes(key)))],
  ["omit", defineVariadic([map], text, (source, keys) => filterKeys(source, (key) => !keys.includes(key)))],
  ["dig", defineVariadic([], any, dig)],
  ["merge", merging(false, false)],
  ["mustMerge", merging(false, true)],
  ["mergeOverwrite", merging(true, false)],
  ["mustMergeOverwrite", merging(true, true)],
  ["deepCopy", define([any], deepCopy)],
  ["mustDeepCopy", define([any], deepCopy)],
]);
