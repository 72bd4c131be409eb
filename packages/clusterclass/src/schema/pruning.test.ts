import { describe, expect, test } from "vitest";
import type { Json } from "../api/json.ts";
import { pruneUnknown } from "./pruning.ts";
import type { StructuralSchema } from "./structural-schema.ts";

function prune(schema: StructuralSchema, value: Json): { kept: Json; unknown: string[] } {
  const report: string[] = [];
  return { kept: pruneUnknown(schema, value, { report }), unknown: report };
}

const named: StructuralSchema = { type: "object", properties: { name: { type: "string" } } };

describe("pruneUnknown", () => {
  test("keeps what is declared and reports the rest, sorted", () => {
    const schema: StructuralSchema = { type: "object", properties: { list: { type: "array", items: named } } };
    expect(prune(schema, { list: [{ name: "a", b: 1 }], z: 1, a: 1 })).toEqual({
      kept: { list: [{ name: "a" }] },
      unknown: ["a", "list[0].b", "z"],
    });
  });

  test("keeps unknown fields where they are preserved, and looks into declared ones", () => {
    const schema: StructuralSchema = { type: "object", "x-kubernetes-preserve-unknown-fields": true, properties: { inner: named } };
    expect(prune(schema, { free: { x: 1 }, inner: { x: 1 } })).toEqual({ kept: { free: { x: 1 }, inner: {} }, unknown: ["inner.x"] });
  });

  test("takes any name for a map", () => {
    expect(prune({ type: "object", additionalProperties: named }, { a: { name: "x", y: 1 } })).toEqual({
      kept: { a: { name: "x" } },
      unknown: ["a.y"],
    });
  });

  test("leaves the metadata of a resource alone", () => {
    const value = { apiVersion: "v1", kind: "A", metadata: { labels: {} }, spec: {} };
    expect(pruneUnknown({ type: "object" }, value, { isResourceRoot: true })).toEqual({
      apiVersion: "v1",
      kind: "A",
      metadata: { labels: {} },
    });
  });

  test("knows no inherited names", () => {
    expect(prune(named, { constructor: 1 })).toEqual({ kept: {}, unknown: ["constructor"] });
  });
});
