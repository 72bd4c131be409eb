import { expect, test } from "vitest";
import { failed } from "../api/fields.ts";
import type { Json } from "../api/json.ts";
import { applyJsonPatch, type OwnNodes, type PatchOperation } from "./json-patch.ts";

const document = { spec: { list: ["a", "b"], map: { "x/y": 1, "~": 2 }, nothing: null } };

function patched(operation: PatchOperation): Json | string {
  const result = applyJsonPatch(document, [operation]);
  return failed(result) ? "refused" : ((result as typeof document).spec as Json);
}

function added(path: string, value: Json = "new") {
  return patched({ op: "add", path, value });
}

test("an added key replaces the old one, and ~1 and ~0 stand for slash and tilde", () => {
  expect(added("/spec/map/x~1y")).toMatchObject({ map: { "x/y": "new" } });
  expect(added("/spec/map/~0")).toMatchObject({ map: { "~": "new" } });
});

test("an item is inserted before its index, - appends, negative indexes count from the end", () => {
  expect(added("/spec/list/0")).toMatchObject({ list: ["new", "a", "b"] });
  expect(added("/spec/list/-")).toMatchObject({ list: ["a", "b", "new"] });
  expect(added("/spec/list/-1")).toMatchObject({ list: ["a", "b", "new"] });
  expect(added("/spec/list/-2")).toMatchObject({ list: ["a", "new", "b"] });
  expect(added("/spec/list/3")).toBe("refused");
  expect(added("/spec/list/x")).toBe("refused");
});

test("missing parents are not made, and null is no parent", () => {
  expect(added("/spec/absent/deep")).toBe("refused");
  expect(added("/spec/nothing/deep")).toBe("refused");
  expect(added("/spec/nothing")).toMatchObject({ nothing: "new" });
});

test("replace and remove need their target", () => {
  expect(patched({ op: "replace", path: "/spec/map/absent", value: 1 })).toBe("refused");
  expect(patched({ op: "replace", path: "/spec/list/-", value: 1 })).toBe("refused");
  expect(patched({ op: "replace", path: "/spec/list/1", value: 1 })).toMatchObject({ list: ["a", 1] });
  expect(patched({ op: "remove", path: "/spec/list/-1" })).toMatchObject({ list: ["a"] });
  expect(patched({ op: "remove", path: "/spec/list/2" })).toBe("refused");
  expect(patched({ op: "remove", path: "/spec/nothing" })).toEqual({ list: ["a", "b"], map: { "x/y": 1, "~": 2 } });
});

test("an empty key is replaced even where it does not exist", () => {
  expect(patched({ op: "replace", path: "/spec/map/", value: 1 })).toMatchObject({ map: { "": 1 } });
  expect(patched({ op: "remove", path: "/spec/map/" })).toBe("refused");
});

test("a key that JavaScript treats specially is a key like any other", () => {
  const result = applyJsonPatch({ spec: {} }, [{ op: "add", path: "/spec/__proto__", value: { a: 1 } }]);
  expect(JSON.stringify(result)).toBe('{"spec":{"__proto__":{"a":1}}}');
});

test("operations build on each other, the input stays as it was, and the failing one is named", () => {
  const operations: PatchOperation[] = [
    { op: "add", path: "/spec/new", value: {} },
    { op: "add", path: "/spec/new/x", value: 1 },
  ];
  expect(applyJsonPatch(document, operations)).toMatchObject({ spec: { new: { x: 1 } } });
  expect(document.spec).not.toHaveProperty("new");
  const result = applyJsonPatch(document, [...operations, { op: "remove", path: "/spec/absent" }]);
  expect(failed(result) && result.reason).toMatch(/^remove \/spec\/absent: /);
});

test("calls that share what they copied change neither the document nor the values of operations", () => {
  const own: OwnNodes = new Set();
  const value = { items: ["a"] };
  const first = applyJsonPatch(document, [{ op: "add", path: "/spec/map/new", value }], own) as Json;
  const second = applyJsonPatch(first, [{ op: "add", path: "/spec/map/new/items/-", value: "b" }], own);
  expect(second).toMatchObject({ spec: { map: { new: { items: ["a", "b"] } } } });
  expect(value).toEqual({ items: ["a"] });
  expect(document.spec.map).not.toHaveProperty("new");
});
