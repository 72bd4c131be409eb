import { expect, test } from "vitest";
import { combinations } from "./combinations.ts";

const values = new Map([
  ["a", [1, 2]],
  ["b", ["x", undefined]],
  ["c", [true, false]],
]);

test("all combinations where there are few", () => {
  const { rows, complete } = combinations(values, 8);
  expect(complete).toBe(true);
  expect(rows).toHaveLength(8);
  expect(rows[0]).toEqual({ a: 1, b: "x", c: true });
  expect(rows).toContainEqual({ a: 2, b: undefined, c: false });
});

test("above the limit any two variables differ from their first value", () => {
  const { rows, complete } = combinations(values, 7);
  expect(complete).toBe(false);
  expect(rows).toContainEqual({ a: 2, b: undefined, c: true });
  expect(rows).not.toContainEqual({ a: 2, b: undefined, c: false });
});

test("no variables are one combination", () => {
  expect(combinations(new Map(), 1)).toEqual({ rows: [{}], complete: true });
});
