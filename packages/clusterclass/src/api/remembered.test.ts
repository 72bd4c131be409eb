import { expect, test } from "vitest";
import { Remembered } from "./remembered.ts";

test("computes each result once, also where it is undefined", () => {
  const remembered = new Remembered<string, number | undefined>(10);
  let calls = 0;
  const ask = (key: string, value: number | undefined) =>
    remembered.of(key, () => {
      calls += 1;
      return value;
    });
  expect([ask("a", 1), ask("a", 2), ask("b", undefined), ask("b", 3)]).toEqual([1, 1, undefined, undefined]);
  expect(calls).toBe(2);
});

test("forgets everything before it holds more than it may", () => {
  const remembered = new Remembered<number, string>(2);
  for (const key of [1, 2, 3]) remembered.set(key, `value ${key}`);
  expect([1, 2, 3].map((key) => remembered.get(key))).toEqual([undefined, undefined, "value 3"]);
});
