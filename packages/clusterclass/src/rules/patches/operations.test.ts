import { expect, test } from "vitest";
import type { JsonPatch } from "../../api/cluster-class.ts";
import { classInput, clusterDefinition } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { operationRules } from "./operations.ts";

const at = "spec.patches[0].definitions[0].jsonPatches[0]";

function operation(jsonPatch: JsonPatch) {
  return findings(operationRules, classInput({ patches: [{ name: "p", definitions: [clusterDefinition({ jsonPatches: [jsonPatch] })] }] }));
}

test.each<JsonPatch>([
  { op: "add", path: "/spec/a/-", value: 1 },
  { op: "add", path: "/spec/a/0", value: false },
  { op: "replace", path: "/spec/a", valueFrom: { variable: "flavor" } },
  { op: "remove", path: "/spec/a" },
  { op: "remove", path: "/spec/a", value: 1, valueFrom: {} },
  { op: "replace", path: "/spec/a/-", value: 1 },
  { op: "add", path: "/specfoo", value: 1 },
])("%j is accepted", (jsonPatch) => {
  expect(operation(jsonPatch)).toEqual([]);
});

test.each<[JsonPatch, string[]]>([
  [{ op: "move", path: "/spec/a" }, [`CC-P10 ${at}.op`]],
  [{ op: "remove", path: "/metadata/labels" }, [`CC-P11 ${at}.path`]],
  [{ op: "add", path: "/spec/a/1", value: 1 }, [`CC-P12 ${at}.path`]],
  [{ op: "add", path: "/spec/a/-1/b", value: 1 }, [`CC-P12 ${at}.path`]],
  [{ op: "remove", path: "/spec/a/0" }, [`CC-P12 ${at}.path`]],
  [{ op: "replace", path: "/spec/80/x", value: 1 }, [`CC-P12 ${at}.path`]],
  [{ op: "add", path: "/spec/a" }, [`CC-P13 ${at}`]],
  [{ op: "add", path: "/spec/a", value: null }, [`CC-P13 ${at}`]],
  [{ op: "add", path: "/spec/a", value: 1, valueFrom: { variable: "flavor" } }, [`CC-P13 ${at}`]],
])("%j is refused", (jsonPatch, expected) => {
  expect(operation(jsonPatch)).toEqual(expected);
});
