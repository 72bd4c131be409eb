import { expect, test } from "vitest";
import type { JsonObject } from "../api/json.ts";
import { example, variable } from "../testing/example.ts";
import { variableChanges } from "./variable-compatibility.ts";

const withValue = example({ topology: { variables: [{ name: "v", value: 1 }] } }).clusters[0]!;
const withoutValue = { ...example().clusters[0]!, metadata: { name: "other" } };
const clusters = [withValue, withoutValue];

/** What changes when the schema of the variable `v` does. */
function schemaChange(before: JsonObject, after: JsonObject) {
  return variableChanges([variable("v", before)], [variable("v", after)], clusters).map(({ change, clusters: touched }) => [
    change,
    touched,
  ]);
}

test("a removed variable touches the Clusters that have a value", () => {
  expect(variableChanges([variable("v", { type: "integer" })], [], clusters)).toEqual([
    { name: "v", change: "removed", fields: [], clusters: ["mine"] },
  ]);
});

test("a new variable is a problem only if it is required and has no default", () => {
  const [required, withDefault] = [variable("n", { type: "string" }, true), variable("n", { type: "string", default: "x" }, true)];
  expect(variableChanges([], [required], clusters)).toMatchObject([{ change: "required", clusters: ["mine", "other"] }]);
  expect(variableChanges([], [withDefault], clusters)).toMatchObject([{ change: "added", clusters: [] }]);
});

test("another default touches the Clusters without a value", () => {
  expect(schemaChange({ type: "integer", default: 1 }, { type: "integer", default: 2 })).toEqual([["default", ["other"]]]);
});

test("a schema that accepts less is narrowed, one that accepts more is widened", () => {
  expect(schemaChange({ type: "integer" }, { type: "integer", maximum: 3 })).toEqual([["narrowed", ["mine"]]]);
  expect(schemaChange({ type: "integer", minimum: 3 }, { type: "integer", minimum: 2 })).toEqual([["widened", []]]);
  expect(schemaChange({ enum: [1, 2] }, { enum: [2, 3] })).toEqual([
    ["narrowed", ["mine"]],
    ["widened", []],
  ]);
  expect(schemaChange({ type: "string" }, { type: "string", pattern: "a" })).toEqual([["narrowed", ["mine"]]]);
  expect(schemaChange({ type: "string", description: "a" }, { type: "string", description: "b" })).toEqual([]);
});

test("a property that goes narrows an object, one that comes widens it", () => {
  const object = (...names: string[]) => ({
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
  });
  expect(schemaChange(object("a", "b"), object("a"))).toEqual([["narrowed", ["mine"]]]);
  expect(schemaChange(object("a"), object("a", "b"))).toEqual([["widened", []]]);
});
