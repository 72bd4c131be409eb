import { expect, test } from "vitest";
import { copyValue } from "./copy.ts";
import { sortedKeys } from "./map-order.ts";
import { GoSlice, GoTypedMap, type GoValue, goInt, goInteger, kindOf, mapGet, mapKeys, mapSet, newMap, typeName } from "./values.ts";

test("integers wrap around at the size of their type", () => {
  expect(goInteger("int8", 200).value).toBe(-56n);
  expect(goInteger("uint8", -1).value).toBe(255n);
  expect(goInt(2n ** 63n).value).toBe(-(2n ** 63n));
});

test.each<[GoValue, string, string]>([
  [undefined, "invalid", "<nil>"],
  [null, "invalid", "<nil>"],
  [true, "bool", "bool"],
  [1, "float64", "float64"],
  [goInt(1), "int", "int"],
  ["a", "string", "string"],
  [[], "slice", "[]interface {}"],
  [new GoSlice("string", []), "slice", "[]string"],
  [{}, "map", "map[string]interface {}"],
  [new GoTypedMap("string", new Map()), "map", "map[string]string"],
])("%o has kind %s and type %s", (value, kind, type) => {
  expect([kindOf(value), typeName(value)]).toEqual([kind, type]);
});

test("keys that JavaScript gives a meaning to are ordinary keys", () => {
  const parsed = JSON.parse('{"__proto__": 1}') as GoValue;
  expect(mapGet(parsed, "__proto__")).toBe(1);
  expect(mapGet({}, "constructor")).toBeUndefined();
  const map = {};
  mapSet(map, "__proto__", "x");
  expect(mapKeys(map)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
});

test("a property that is undefined is an absent key", () => {
  expect(mapKeys({ a: undefined, b: null })).toEqual(["b"]);
});

test("keys are ordered by bytes", () => {
  expect(sortedKeys({ "10": 1, "9": 1, b: 1, B: 1, é: 1 })).toEqual(["10", "9", "B", "b", "é"]);
});

test("a copy shares no list and no map", () => {
  const inner = newMap();
  mapSet(inner, "__proto__", 1);
  const copy = copyValue({ list: [inner], typed: new GoSlice("string", ["a"]) });
  const copied = mapGet(copy, "list") as GoValue[];
  expect(copied[0]).not.toBe(inner);
  expect(mapGet(copied[0], "__proto__")).toBe(1);
});
