import { describe, expect, test } from "vitest";
import { type SchemaLevel, validateStructural } from "./structural-rules.ts";
import type { StructuralSchema } from "./structural-schema.ts";

function fields(schema: StructuralSchema, level: SchemaLevel): string[] {
  return validateStructural(schema, "schema", level).map(({ field }) => field);
}

const text: StructuralSchema = { type: "string" };

describe("a schema of a variable", () => {
  const rows: [string, StructuralSchema, StructuralSchema, string][] = [
    ["has a type", text, {}, "schema.type"],
    ["needs no type for int-or-string", { "x-kubernetes-int-or-string": true }, { description: "x" }, "schema.type"],
    ["needs no type if it preserves unknown fields", { "x-kubernetes-preserve-unknown-fields": true }, {}, "schema.type"],
    [
      "has a type on properties",
      { type: "object", properties: { a: text } },
      { type: "object", properties: { a: {} } },
      "schema.properties[a].type",
    ],
    ["has a type on items", { type: "array", items: text }, { type: "array", items: {} }, "schema.items.type"],
    ["has items if it is an array", { type: "array", items: text }, { type: "array" }, "schema.items"],
    ["may have a valid pattern only", { type: "string", pattern: "a+" }, { type: "string", pattern: "(" }, "schema.pattern"],
    [
      "is not both int-or-string and preserving",
      { "x-kubernetes-int-or-string": true },
      { "x-kubernetes-int-or-string": true, "x-kubernetes-preserve-unknown-fields": true },
      "schema.x-kubernetes-preserve-unknown-fields",
    ],
    ["has no type below allOf", { ...text, allOf: [{ minLength: 1 }] }, { ...text, allOf: [text] }, "schema.allOf[0].type"],
    [
      "has no default below anyOf",
      { ...text, anyOf: [{ minLength: 1 }] },
      { ...text, anyOf: [{ default: "a" }] },
      "schema.anyOf[0].default",
    ],
    [
      "has no rules below not",
      { ...text, not: { minLength: 1 } },
      { ...text, not: { "x-kubernetes-validations": [{ rule: "true" }] } },
      "schema.not.x-kubernetes-validations",
    ],
    [
      "has no additionalProperties below oneOf",
      { type: "object", oneOf: [{ minProperties: 1 }] },
      { type: "object", oneOf: [{ additionalProperties: { minLength: 1 } }] },
      "schema.oneOf[0].additionalProperties",
    ],
  ];
  test.each(rows)("%s", (_, good, bad, field) => {
    expect(fields(good, "field")).toEqual([]);
    expect(fields(bad, "field")).toEqual([field]);
  });

  test("may spell out int-or-string with types below anyOf", () => {
    expect(fields({ "x-kubernetes-int-or-string": true, anyOf: [{ type: "integer" }, { type: "string" }] }, "field")).toEqual([]);
    expect(fields({ "x-kubernetes-int-or-string": true, allOf: [{ anyOf: [{ type: "integer" }, { type: "string" }] }] }, "field")).toEqual(
      [],
    );
  });

  test("may validate properties that it does not declare, since its wrapping hides them", () => {
    expect(fields({ type: "object", anyOf: [{ properties: { a: { minLength: 1 } } }] }, "field")).toEqual([]);
  });
});

describe("the schema of a resource", () => {
  const object = (extra: StructuralSchema): StructuralSchema => ({ type: "object", ...extra });
  const rows: [string, StructuralSchema, StructuralSchema, string][] = [
    ["is an object", object({}), text, "schema.type"],
    ["has no additionalProperties", object({}), object({ additionalProperties: text }), "schema.additionalProperties"],
    [
      "has a text as kind",
      object({ properties: { kind: text } }),
      object({ properties: { kind: { type: "integer" } } }),
      "schema.properties[kind].type",
    ],
    [
      "restricts names only",
      object({ properties: { metadata: { type: "object", properties: { name: { type: "string", maxLength: 5 } } } } }),
      object({ properties: { metadata: { type: "object", properties: { labels: { type: "object" } } } } }),
      "schema.properties[metadata]",
    ],
    [
      "declares what its alternatives validate",
      object({ properties: { a: text }, anyOf: [{ properties: { a: { minLength: 1 } } }] }),
      object({ anyOf: [{ properties: { a: { minLength: 1 } } }] }),
      "schema.properties[a]",
    ],
    [
      "says what an embedded resource is",
      object({ properties: { a: { type: "object", "x-kubernetes-embedded-resource": true, properties: { spec: { type: "object" } } } } }),
      object({ properties: { a: { type: "object", "x-kubernetes-embedded-resource": true } } }),
      "schema.properties[a].properties",
    ],
  ];
  test.each(rows)("%s", (_, good, bad, field) => {
    expect(fields(good, "root")).toEqual([]);
    expect(fields(bad, "root")).toEqual([field]);
  });
});
