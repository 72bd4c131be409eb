import { expect, test } from "vitest";
import type { JsonObject } from "../../api/json.ts";
import { variable } from "../../testing/example.ts";
import { candidateValues, type ValueHints } from "./candidate-values.ts";

const values = (schema: JsonObject, hints: Partial<ValueHints> = {}, required = false) =>
  candidateValues(variable("v", schema, required), { reads: [], constants: [], ...hints });

test("the default comes first, and a variable with one is always set", () => {
  expect(values({ type: "string", default: "b", enum: ["a", "b"] })).toEqual(["b", "a"]);
  expect(values({ type: "boolean" })).toEqual([false, true, undefined]);
  expect(values({ type: "boolean" }, {}, true)).toEqual([false, true]);
});

test("limits and constants that templates compare with", () => {
  expect(values({ type: "integer", minimum: 1, default: 5 }, { constants: [3] })).toEqual([5, 1, 3, 2, 4]);
  expect(values({ type: "string", default: "" }, { constants: ["octavia-"] })).toEqual(["", "octavia-", "octavia-x", "sample", "other"]);
});

test("texts fit formats, patterns and rules", () => {
  expect(values({ type: "string", format: "uuid", default: "9ae2f488-30a3-4629-bd51-07acb8eb4278" })).toHaveLength(2);
  expect(values({ type: "string", pattern: "^[0-9]+Gi$" }, {}, true)).toEqual(["10Gi", "20Gi"]);
  const rules = [{ rule: "self != 'sample'" }];
  expect(values({ type: "string", minLength: 1, "x-kubernetes-validations": rules }, {}, true)).toEqual(["other"]);
});

test("lists without, with one and with two entries", () => {
  expect(values({ type: "array", items: { type: "string" } }, {}, true)).toEqual([[], ["sample"], ["other"], ["sample", "other"]]);
});

test("lists as long as templates may ask for, with entries that differ", () => {
  const name = { type: "string", pattern: "^[a-z]+[0-9]?$" };
  const rules = [{ rule: "self.all(a, self.exists_one(b, b.name == a.name))" }];
  const items = { type: "object", properties: { name, kind: { type: "string", enum: ["a"] } } };
  const list = { type: "array", maxItems: 3, items, "x-kubernetes-validations": rules };
  expect(values({ type: "object", properties: { list } }, { reads: [["list"]], constants: [2] }, true)).toContainEqual({
    list: [0, 1, 2].map((number) => ({ name: `sample${number}`, kind: "a" })),
  });
});

test("of a map the properties that are read vary", () => {
  const properties = { name: { type: "string", minLength: 1 }, size: { type: "integer", default: 20 } };
  const reads = [["size"]];
  const found = values({ type: "object", required: ["name"], properties }, { reads }, true);
  expect(found).toContainEqual({ name: "sample", size: 20 });
  expect(found).toContainEqual({ name: "sample", size: 0 });
  expect(found).not.toContainEqual({ name: "other", size: 20 });
});
