import { expect, test } from "vitest";
import { isKnownClean, rememberClean } from "./known-clean.ts";
import { pruneUnknown } from "./pruning.ts";
import type { StructuralSchema } from "./structural-schema.ts";

const items: StructuralSchema = { type: "object", properties: { name: { type: "string" } } };
const schema: StructuralSchema = { type: "object", properties: { list: { type: "array", items } } };

test("only frozen parts are remembered, for their own schema node", () => {
  const frozen = Object.freeze({ name: "a" });
  const open = { name: "b" };
  rememberClean(schema, { list: [frozen, open] });
  expect(isKnownClean(items, frozen)).toBe(true);
  expect(isKnownClean(schema, frozen)).toBe(false);
  expect(isKnownClean(items, open)).toBe(false);
  expect(isKnownClean(items, { name: "a" })).toBe(false);
});

test("a frozen part with a finding is looked at every time", () => {
  const frozen = Object.freeze({ name: "a", other: 1 });
  for (let time = 0; time < 2; time++) {
    const report: string[] = [];
    expect(pruneUnknown(schema, { list: [frozen] }, { report })).toEqual({ list: [{ name: "a" }] });
    expect(report).toEqual(["list[0].other"]);
  }
});
