import { expect, it } from "vitest";
import { valueAt, withoutValue, withValue } from "./nested.ts";

it("changes one place and shares the rest", () => {
  const values = { a: { b: 1, c: 2 }, d: [1] };
  expect(withValue(values, ["a", "x", "y"], 3)).toEqual({ a: { b: 1, c: 2, x: { y: 3 } }, d: [1] });
  expect(withoutValue(values, ["a", "b"])).toEqual({ a: { c: 2 }, d: [1] });
  expect(withoutValue(values, ["z", "b"])).toBe(values);
  expect(valueAt(values, ["a", "c"])).toBe(2);
  expect(valueAt(values, ["d", "0"])).toBeUndefined();
  expect(values).toEqual({ a: { b: 1, c: 2 }, d: [1] });
});
