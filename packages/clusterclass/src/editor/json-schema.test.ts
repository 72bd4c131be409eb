import { describe, expect, test } from "vitest";
import { jsonSchemaOf } from "./json-schema.ts";

describe("a structural schema as JSON Schema", () => {
  test("closes objects whose unknown members Kubernetes would prune, and no others", () => {
    expect(jsonSchemaOf({ type: "object", properties: { a: { type: "string" } } })).toEqual({
      type: "object",
      properties: { a: { type: "string" } },
      additionalProperties: false,
    });
    expect(jsonSchemaOf({ type: "object", additionalProperties: { type: "integer" } })).toEqual({
      type: "object",
      additionalProperties: { type: "integer" },
    });
    expect(jsonSchemaOf({ type: "object", "x-kubernetes-preserve-unknown-fields": true })).toMatchObject({ additionalProperties: true });
  });

  test("does not demand what a default fills in", () => {
    const schema = {
      type: "object",
      required: ["a", "b"],
      minProperties: 1,
      properties: { a: { type: "string", default: "x" }, b: { type: "string" } },
    };
    expect(jsonSchemaOf(schema)).toMatchObject({ required: ["b"] });
    expect(jsonSchemaOf(schema)).not.toHaveProperty("minProperties");
  });

  test("says null, both types and exclusive bounds in the words of draft 7", () => {
    expect(jsonSchemaOf({ type: "string", nullable: true })).toEqual({ type: ["string", "null"] });
    expect(jsonSchemaOf({ "x-kubernetes-int-or-string": true, anyOf: [{ type: "integer" }, { type: "string" }] })).toEqual({
      type: ["integer", "string"],
    });
    expect(jsonSchemaOf({ type: "integer", minimum: 0, exclusiveMinimum: true, maximum: 9 })).toEqual({
      type: "integer",
      exclusiveMinimum: 0,
      maximum: 9,
    });
  });

  test("leaves members of branches open, since they are declared around them", () => {
    const schema = {
      type: "object",
      properties: { a: { type: "string" }, b: { type: "string" } },
      oneOf: [{ required: ["a"], properties: { a: { minLength: 1 } } }, { required: ["b"] }],
    };
    expect(jsonSchemaOf(schema)["oneOf"]).toEqual([{ required: ["a"], properties: { a: { minLength: 1 } } }, { required: ["b"] }]);
  });

  test.each(["[[:alpha:]]+", "\\Aa\\z", "(?i)a", "(?P<x>a)", "\\pL"])("leaves out the expression %s, which only RE2 knows", (pattern) =>
    expect(jsonSchemaOf({ type: "string", pattern })).toEqual({ type: "string" }),
  );

  test("keeps expressions that both know, descriptions and examples, and drops CEL and formats", () => {
    expect(
      jsonSchemaOf({
        type: "string",
        description: "A name.",
        example: "a1",
        pattern: "^[a-z](?:[0-9]+)?$",
        format: "hostname",
        "x-kubernetes-validations": [{ rule: "self != ''" }],
      }),
    ).toEqual({ type: "string", description: "A name.", examples: ["a1"], pattern: "^[a-z](?:[0-9]+)?$" });
  });
});
