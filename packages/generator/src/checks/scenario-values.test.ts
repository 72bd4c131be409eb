import type { Json } from "@cstack/clusterclass";
import { describe, expect, test } from "vitest";
import { candidateValues, type ValueSchema } from "./scenario-values.ts";

describe("values worth trying", () => {
  test.each<{ what: string; schema: ValueSchema; values: Json[] }>([
    { what: "both of a boolean", schema: { type: "boolean", default: true }, values: [true, false] },
    { what: "all options of an enum", schema: { type: "string", enum: ["a", "b", "none"], default: "b" }, values: ["b", "a", "none"] },
    { what: "default and bounds of a number", schema: { type: "integer", minimum: 1, maximum: 9, default: 3 }, values: [3, 1, 9] },
    { what: "samples of a format", schema: { type: "string", format: "ipv4", minLength: 1 }, values: ["192.0.2.1"] },
    {
      what: "what a pattern leaves",
      schema: { type: "string", pattern: "^[a-z]+$", maxLength: 9 } as ValueSchema,
      values: ["true", "x".repeat(9)],
    },
    {
      what: "lists of none, one and all",
      schema: { type: "array", items: { type: "boolean" } },
      values: [[], [false], [false, true], [true, false]],
    },
    {
      what: "no list that is too short",
      schema: { type: "array", minItems: 2, items: { type: "string", enum: ["a"] } },
      values: [["a", "a"]],
    },
    {
      what: "maps",
      schema: { type: "object", additionalProperties: { type: "string", enum: ["a", "b"] } },
      values: [{}, { key: "a" }, { "example.com/key-0": "a", "example.com/key-1": "b" }],
    },
  ])("are $what", ({ schema, values }) => expect(candidateValues(schema)).toEqual(values));

  test("are what checks give, where the schema accepts it", () => {
    const schema = { type: "string", pattern: "^v[0-9]$" } as ValueSchema;
    expect(candidateValues(schema, ["v1", "w1", "v2"])).toEqual(["v1", "v2"]);
  });

  test("are objects with all pairs of their members, those that are required always set", () => {
    const schema: ValueSchema = {
      type: "object",
      required: ["a"],
      properties: { a: { type: "boolean" }, b: { type: "boolean" }, c: { type: "boolean" } },
    };
    const objects = candidateValues(schema) as Record<string, boolean>[];
    const pairs = new Set(objects.map(({ b, c }) => `${b} ${c}`));
    expect(pairs.size).toBe(9);
    expect(objects.every(({ a }) => a !== undefined)).toBe(true);
  });

  test("keep all pairs that a rule over several members accepts", () => {
    const schema = {
      type: "object",
      properties: { fast: { type: "boolean" }, safe: { type: "boolean" }, level: { type: "integer", minimum: 1, maximum: 2 } },
      "x-kubernetes-validations": [{ rule: "!(has(self.fast) && self.fast && has(self.safe) && self.safe)" }],
    } as ValueSchema;
    const objects = candidateValues(schema) as Record<string, Json>[];
    expect(new Set(objects.map(({ fast, safe }) => `${fast} ${safe}`)).size).toBe(8);
    expect(new Set(objects.map(({ fast, level }) => `${fast} ${level}`)).size).toBe(9);
    expect(new Set(objects.map(({ safe, level }) => `${safe} ${level}`)).size).toBe(9);
  });

  test("are objects of as many members as may be set, with those that must", () => {
    const schema = {
      type: "object",
      maxProperties: 2,
      required: ["z"],
      properties: { a: { type: "boolean" }, b: { type: "boolean" }, z: { type: "boolean" } },
    } as ValueSchema;
    const objects = candidateValues(schema) as Record<string, boolean>[];
    expect(new Set(objects.map(({ a, z }) => `${a} ${z}`)).size).toBe(6);
    expect(objects.every((object) => Object.keys(object).length <= 2)).toBe(true);
  });

  test("pair the first values of a member that has many, and hold each other one once", () => {
    const many = { type: "string", enum: Array.from({ length: 40 }, (_, number) => `option-${number}`) } as ValueSchema;
    const objects = candidateValues({ type: "object", properties: { one: many, other: many } }) as Record<string, Json>[];
    expect(new Set(objects.map(({ one }) => one)).size).toBe(41);
    expect(new Set(objects.map(({ other }) => other)).size).toBe(41);
    expect(objects.length).toBeLessThan(150);
  });

  test("hold a text that a template must quote", () => {
    expect(candidateValues({ type: "string" })).toContain(`it's {a: "b"} #c`);
  });
});
