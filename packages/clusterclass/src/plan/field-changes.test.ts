import { expect, test } from "vitest";
import { fieldChanges } from "./field-changes.ts";

test("the deepest differing fields are named, with both values where there are two", () => {
  const before = { a: { b: 1, same: true }, gone: [1] };
  const after = { a: { b: 2, same: true }, "new.example/x": null };
  expect(fieldChanges(before, after)).toEqual([
    { path: "a.b", old: 1, new: 2 },
    { path: "gone", old: [1] },
    { path: "[new.example/x]", new: null },
  ]);
});

test("an item that is inserted into a list is one difference", () => {
  expect(fieldChanges(["a", "c"], ["a", "b", "c"], "list")).toEqual([{ path: "list[1]", new: "b" }]);
  expect(fieldChanges(["a", "b"], ["b"], "list")).toEqual([{ path: "list[0]", old: "a" }]);
  expect(fieldChanges([{ x: 1 }], [{ x: 2 }], "list")).toEqual([{ path: "list[0].x", old: 1, new: 2 }]);
});
