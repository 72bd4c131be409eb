import { expect, test } from "vitest";
import type { Json } from "../api/json.ts";
import { KnownValues } from "./known-values.ts";

function countingDefaults(): { withDefault: (given: Json) => Json; count: () => number } {
  let runs = 0;
  const withDefault = (given: Json): Json => {
    runs++;
    return { ...(given as { [name: string]: Json }), size: "small" };
  };
  return { withDefault, count: () => runs };
}

test("equal values become one object, whose defaults are filled in once", () => {
  const { withDefault, count } = countingDefaults();
  const known = new KnownValues();
  const first = known.defaulted({ disk: [{ gib: 5 }] }, withDefault);
  expect(known.defaulted({ disk: [{ gib: 5 }] }, withDefault)).toBe(first);
  expect(known.defaulted({ disk: [{ gib: 6 }] }, withDefault)).toEqual({ disk: [{ gib: 6 }], size: "small" });
  expect(count()).toBe(2);
});

test("a value that is changed after it was given is another value", () => {
  const { withDefault } = countingDefaults();
  const known = new KnownValues();
  const given = { disk: { gib: 5 } };
  const first = known.defaulted(given, withDefault);
  given.disk.gib = 7;
  expect(first).toEqual({ disk: { gib: 5 }, size: "small" });
  expect(known.defaulted(given, withDefault)).toEqual({ disk: { gib: 7 }, size: "small" });
  expect(known.defaulted({ disk: { gib: 5 } }, withDefault)).toBe(first);
});

test("zero and minus zero, which JSON writes alike, are not one value", () => {
  const { withDefault, count } = countingDefaults();
  const known = new KnownValues();
  known.defaulted({ n: 0 }, withDefault);
  expect(known.defaulted({ n: -0 }, withDefault)).toEqual({ n: -0, size: "small" });
  expect(count()).toBe(2);
});

test("a value is fine only once it was found to be", () => {
  const known = new KnownValues();
  const value = known.defaulted({ a: 1 }, (given) => given);
  expect(known.isFine(value)).toBe(false);
  known.rememberFine(value);
  expect([known.isFine(value), known.isFine({ a: 1 }), known.isFine(1)]).toEqual([true, false, false]);
});
