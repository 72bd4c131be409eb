import { describe, expect, test } from "vitest";
import { validateListTypes } from "./list-types.ts";
import type { StructuralSchema } from "./structural-schema.ts";

const set: StructuralSchema = { type: "array", items: { type: "string" }, "x-kubernetes-list-type": "set" };
const map: StructuralSchema = {
  type: "array",
  "x-kubernetes-list-type": "map",
  "x-kubernetes-list-map-keys": ["name", "protocol"],
  items: { type: "object", properties: { name: { type: "string" }, protocol: { type: "string", default: "TCP" } } },
};

describe("validateListTypes", () => {
  test("refuses a value that a set has twice, once", () => {
    expect(validateListTypes(set, ["a", "b"], "spec.l")).toEqual([]);
    expect(validateListTypes(set, ["a", "b", "a", "a"], "spec.l").map(({ field }) => field)).toEqual(["spec.l[2]"]);
  });

  test("compares items of a map by their keys, defaults included", () => {
    const items = [{ name: "a", protocol: "UDP" }, { name: "a" }];
    expect(validateListTypes(map, items, "l")).toEqual([]);
    expect(validateListTypes(map, [...items, { name: "a", protocol: "TCP" }], "l").map(({ field }) => field)).toEqual(["l[2]"]);
  });

  test("names the first item of a map that is no object, and then no item that stands twice", () => {
    expect(validateListTypes(map, [{ name: "a" }, "x", null, { name: "a" }], "l").map(({ field }) => field)).toEqual(["l[1]"]);
    expect(validateListTypes(map, [{ name: "a" }, null, { name: "a" }], "l").map(({ field }) => field)).toEqual(["l[2]"]);
  });

  test("takes lists without a type as they are, and looks below them", () => {
    const schema: StructuralSchema = { type: "object", properties: { a: { type: "array", items: set } }, additionalProperties: set };
    expect(validateListTypes(schema, { a: [["x"], ["x", "x"]], b: ["y", "y"] }, "s").map(({ field }) => field)).toEqual([
      "s.a[1][1]",
      "s[b][1]",
    ]);
  });
});
