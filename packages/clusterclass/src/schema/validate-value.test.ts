import { describe, expect, test } from "vitest";
import type { Json } from "../api/json.ts";
import type { StructuralSchema } from "./structural-schema.ts";
import { validateValue } from "./validate-value.ts";

function fields(schema: StructuralSchema, value: Json): string[] {
  return [...new Set(validateValue(schema, value, "spec").errors.map(({ field }) => field))].sort();
}

const text: StructuralSchema = { type: "string" };

describe("every keyword accepts and refuses", () => {
  const rows: [string, StructuralSchema, Json, Json][] = [
    ["type string", text, "a", 1],
    ["type integer", { type: "integer" }, 3, "3"],
    ["type number takes integers", { type: "number" }, 3, "3"],
    ["type boolean", { type: "boolean" }, true, "true"],
    ["type array", { type: "array", items: text }, ["a"], "a"],
    ["type object", { type: "object" }, {}, []],
    ["maximum", { type: "integer", maximum: 3 }, 3, 4],
    ["exclusiveMaximum", { type: "integer", maximum: 3, exclusiveMaximum: true }, 2, 3],
    ["minimum", { type: "number", minimum: 0.5 }, 0.5, 0.4],
    ["exclusiveMinimum", { type: "number", minimum: 0.5, exclusiveMinimum: true }, 0.6, 0.5],
    ["multipleOf", { type: "integer", multipleOf: 3 }, 9, 10],
    ["maxLength counts characters", { type: "string", maxLength: 2 }, "😀😀", "abc"],
    ["minLength", { type: "string", minLength: 2 }, "ab", "a"],
    ["pattern", { type: "string", pattern: "^a+$" }, "aa", "b"],
    ["enum", { type: "string", enum: ["a", "b"] }, "b", "c"],
    ["maxItems", { type: "array", items: text, maxItems: 1 }, ["a"], ["a", "b"]],
    ["minItems", { type: "array", items: text, minItems: 1 }, ["a"], []],
    ["uniqueItems", { type: "array", items: { type: "object" }, uniqueItems: true }, [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 1 }]],
    ["maxProperties", { type: "object", maxProperties: 1 }, { a: 1 }, { a: 1, b: 2 }],
    ["minProperties", { type: "object", minProperties: 1 }, { a: 1 }, {}],
    ["additionalProperties false", { type: "object", properties: { a: text }, additionalProperties: false }, { a: "x" }, { b: "x" }],
    ["int32", { type: "integer", format: "int32" }, 2147483647, 2147483648],
    ["float", { type: "number", format: "float" }, 1e38, 1e39],
    ["int-or-string", { "x-kubernetes-int-or-string": true }, "25%", 2.5],
    ["nullable", { type: "string", nullable: true }, null, 1],
    ["null without nullable", text, "", null],
    ["allOf", { type: "string", allOf: [{ minLength: 2 }, { maxLength: 3 }] }, "ab", "a"],
    ["anyOf", { type: "string", anyOf: [{ pattern: "^a" }, { pattern: "^b" }] }, "b", "c"],
    ["oneOf", { type: "string", oneOf: [{ pattern: "a" }, { pattern: "b" }] }, "a", "ab"],
    ["not", { type: "string", not: { pattern: "^a" } }, "b", "a"],
  ];
  test.each(rows)("%s", (_, schema, good, bad) => {
    expect(fields(schema, good)).toEqual([]);
    expect(fields(schema, bad)).toEqual(["spec"]);
  });
});

describe("field paths", () => {
  test("join properties with dots and positions with brackets", () => {
    const schema: StructuralSchema = {
      type: "object",
      properties: { list: { type: "array", items: { type: "object", required: ["name"], properties: { name: text } } } },
    };
    expect(fields(schema, { list: [{ name: "a" }, {}] })).toEqual(["spec.list[1].name"]);
  });

  test("stand before the position of a list at the top as Kubernetes writes it", () => {
    expect(fields({ type: "array", items: text }, ["a", 1])).toEqual(["spec.[1]"]);
  });

  test("name the whole value for numbers that a type cannot hold, beside the place", () => {
    expect(fields({ type: "object", properties: { n: { type: "integer" } } }, { n: 1.5 })).toEqual(["spec", "spec.n"]);
  });

  test("name the whole value for alternatives, beside the best failed one", () => {
    const schema: StructuralSchema = {
      type: "object",
      properties: { a: text },
      anyOf: [{ required: ["a"] }, { properties: { a: { minLength: 3 } } }],
    };
    expect(fields({ type: "object", properties: { x: schema } }, { x: { a: "b" } })).toEqual([]);
    expect(fields({ type: "object", properties: { x: { ...schema, anyOf: [{ required: ["b"] }] } } }, { x: {} })).toEqual([
      "spec",
      "spec.x.b",
    ]);
  });
});

describe("quirks of kube-openapi", () => {
  test("a list passes for a string with a format", () => {
    expect(fields({ type: "string", format: "date" }, ["2026"])).toEqual([]);
  });

  test("a float is cut before it is looked up in an enum of integers", () => {
    expect(fields({ type: "number", enum: [1] }, 1.9)).toEqual([]);
    expect(fields({ type: "number", enum: [1.5] }, 1.9)).toEqual(["spec"]);
  });

  test("null is never a member of an enum", () => {
    expect(fields({ type: "string", nullable: true, enum: ["a"] }, null)).toEqual(["spec"]);
  });

  test("int-or-string names no types where defaults are read", () => {
    const schema: StructuralSchema = { "x-kubernetes-int-or-string": true };
    expect(validateValue(schema, 2.5, "x", "default").errors).toEqual([]);
    expect(validateValue(schema, 2.5, "x").errors).toHaveLength(1);
  });

  test("formats that nobody knows are ignored", () => {
    expect(fields({ type: "string", format: "colour-of-the-day" }, "anything")).toEqual([]);
  });
});

test("a format that cannot be decided offline is reported as such, not as an error", () => {
  const { errors, undecided } = validateValue({ type: "string", format: "email" }, "Jane <jane@example.com>", "spec");
  expect(errors).toEqual([]);
  expect(undecided).toHaveLength(1);
});
