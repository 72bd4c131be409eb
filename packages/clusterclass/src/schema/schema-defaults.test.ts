import { expect, test } from "vitest";
import { validateDefaults } from "./schema-defaults.ts";
import type { StructuralSchema } from "./structural-schema.ts";

function fields(schema: StructuralSchema): string[] {
  return validateDefaults(schema, "schema").errors.map(({ field }) => field);
}

const node: StructuralSchema = { type: "object", properties: { size: { type: "integer", maximum: 5 } } };

test("defaults that fit their schema are accepted", () => {
  expect(fields({ ...node, default: { size: 5 } })).toEqual([]);
});

test("defaults with a value that does not fit are refused at the value", () => {
  expect(fields({ ...node, default: { size: 6 } })).toEqual(["schema.default.size"]);
  expect(fields({ type: "object", properties: { size: { type: "integer", default: "a" } } })).toEqual(["schema.properties[size].default"]);
});

test("defaults with unknown fields are refused", () => {
  expect(fields({ ...node, default: { other: 1 } })).toEqual(["schema.default"]);
});

test("defaults that break a rule are refused, transition rules apply to the unchanged default", () => {
  const rule = (text: string): StructuralSchema => ({ type: "integer", default: 3, "x-kubernetes-validations": [{ rule: text }] });
  expect(fields(rule("self < 5"))).toEqual([]);
  expect(fields(rule("self > 5"))).toEqual(["schema.default"]);
  expect(fields(rule("self == oldSelf"))).toEqual([]);
  expect(fields(rule("self != oldSelf"))).toEqual(["schema.default"]);
});

test("defaults below additionalProperties are not looked at", () => {
  expect(fields({ type: "object", additionalProperties: { type: "integer", default: "a" } })).toEqual([]);
});
