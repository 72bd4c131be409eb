import { expect, test } from "vitest";
import type { Json } from "../api/json.ts";
import { changeFields, changeItems } from "./shared-copy.ts";

test("what does not change is the same object, not a copy", () => {
  const object = { a: 1, b: { c: 2 } };
  const list = [1, object];
  expect(changeFields(object, (value) => value)).toBe(object);
  expect(changeItems(list, (item) => item)).toBe(list);
});

test("fields are replaced and dropped in their places, and the original stays", () => {
  const object: Record<string, Json> = { a: 1, b: 2, c: 3 };
  const changed = changeFields(object, (value, name) => (name === "b" ? undefined : name === "c" ? 4 : value));
  expect(Object.entries(changed)).toEqual([
    ["a", 1],
    ["c", 4],
  ]);
  expect(object).toEqual({ a: 1, b: 2, c: 3 });
  expect(changeItems([1, 2, 3], (item) => (item === 2 ? "two" : item))).toEqual([1, "two", 3]);
});

test("a field __proto__ is a field like others", () => {
  const object = JSON.parse('{"__proto__": {"a": 1}, "b": null}') as Record<string, Json>;
  expect(JSON.stringify(changeFields(object, (value, name) => (name === "b" ? undefined : value)))).toBe('{"__proto__":{"a":1}}');
});
