import { describe, expect, test } from "vitest";
import type { JsonObject } from "../api/json.ts";
import type { KubernetesObject } from "../api/objects.ts";
import { validateVariableDefinitions } from "./definitions.ts";

function classWith(...variables: JsonObject[]): KubernetesObject {
  return { apiVersion: "cluster.x-k8s.io/v1beta2", kind: "ClusterClass", metadata: { name: "class" }, spec: { variables } };
}

function variable(schema: JsonObject, more: JsonObject = {}): JsonObject {
  return { name: "v", required: false, schema: { openAPIV3Schema: schema }, ...more };
}

function fields(...variables: JsonObject[]): string[] {
  return validateVariableDefinitions(classWith(...variables)).errors.map(({ field }) => field);
}

const text: JsonObject = { type: "string" };
const at = "spec.variables[v].schema.openAPIV3Schema";
const ruled = (schema: JsonObject, rule: string): JsonObject => ({ ...schema, "x-kubernetes-validations": [{ rule }] });

describe("a definition is accepted or refused", () => {
  const rows: [string, JsonObject, JsonObject, string][] = [
    ["V2 name is not builtin", variable(text), variable(text, { name: "builtin" }), "spec.variables[builtin].name"],
    ["V2 name has no dot", variable(text), variable(text, { name: "a.b" }), "spec.variables[a.b].name"],
    [
      "V3 labels are valid",
      variable({ ...text, "x-metadata": { labels: { a: "b" } } }),
      variable({ ...text, "x-metadata": { labels: { "-": "b" } } }),
      `${at}.x-metadata.labels`,
    ],
    [
      "V3 labels of the old metadata are valid",
      variable(text, { deprecatedV1Beta1Metadata: { labels: { a: "b" } } }),
      variable(text, { deprecatedV1Beta1Metadata: { labels: { a: "!" } } }),
      "spec.variables[v].deprecatedV1Beta1Metadata.labels",
    ],
    [
      "V4 preserving nothing is as good as not saying so",
      variable({ ...text, "x-kubernetes-preserve-unknown-fields": false }),
      variable({ "x-kubernetes-preserve-unknown-fields": false }),
      `${at}.type`,
    ],
    ["V5 types are given", variable(text), variable({}), `${at}.type`],
    [
      "V5 alternatives have no types",
      variable({ ...text, anyOf: [{ minLength: 1 }] }),
      variable({ ...text, anyOf: [text] }),
      `${at}.anyOf[0].type`,
    ],
    [
      "V5 properties or additionalProperties",
      variable({ type: "object", additionalProperties: text }),
      variable({ type: "object", additionalProperties: text, properties: { a: text } }),
      at,
    ],
    [
      "V6 int-or-string preserves nothing",
      variable({ "x-kubernetes-int-or-string": true }),
      variable({ "x-kubernetes-int-or-string": true, "x-kubernetes-preserve-unknown-fields": true }),
      `${at}.x-kubernetes-preserve-unknown-fields`,
    ],
    ["V7 defaults are valid", variable({ ...text, default: "a" }), variable({ ...text, default: 1 }), `${at}.default`],
    [
      "V7 defaults satisfy rules",
      variable({ ...ruled(text, "self == 'a'"), default: "a" }),
      variable({ ...ruled(text, "self == 'a'"), default: "b" }),
      `${at}.default`,
    ],
    ["V8 types are known", variable(text), variable({ type: "text" }), `${at}.type`],
    [
      "V9 enums are valid",
      variable({ ...text, maxLength: 2, enum: ["aa"] }),
      variable({ ...text, maxLength: 2, enum: ["a", "aaa"] }),
      `${at}.enum[1]`,
    ],
    ["V9 examples are valid", variable({ ...text, example: "a" }), variable({ ...text, example: 1 }), `${at}.example`],
    [
      "V9 examples satisfy rules",
      variable({ ...ruled(text, "self == 'a'"), example: "a" }),
      variable({ ...ruled(text, "self == 'a'"), example: "b" }),
      `${at}.example`,
    ],
    ["V10 rules are not blank", variable(ruled(text, "true")), variable(ruled(text, " ")), `${at}.x-kubernetes-validations[0].rule`],
    [
      "V11 rules compile",
      variable(ruled(text, "self == 'a'")),
      variable(ruled(text, "self == 1")),
      `${at}.x-kubernetes-validations[0].rule`,
    ],
    [
      "V12 no oldSelf below items",
      variable({ type: "array", maxItems: 5, items: ruled({ ...text, maxLength: 5 }, "self == 'a'") }),
      variable({ type: "array", maxItems: 5, items: ruled({ ...text, maxLength: 5 }, "self == oldSelf") }),
      `${at}.items.x-kubernetes-validations[0].rule`,
    ],
    [
      "V14 formats that nobody knows are ignored",
      variable({ ...text, format: "colour", default: "x" }),
      variable({ ...text, format: "ipv4", default: "x" }),
      `${at}.default`,
    ],
  ];
  test.each(rows)("%s", (_, good, bad, field) => {
    expect(fields(good)).toEqual([]);
    expect(fields(bad)).toEqual([field]);
  });

  test("V1 names are unique", () => {
    expect(fields(variable(text), variable(text))).toEqual(["spec.variables[v].name"]);
  });

  test("V11 rules are cheap, each of them and all together", () => {
    const rule = "self.all(a, self.all(b, self[a] == self[b]))";
    const rulePath = `${at}.x-kubernetes-validations[0].rule`;
    expect(fields(variable(ruled({ type: "object", maxProperties: 5, additionalProperties: { ...text, maxLength: 9 } }, rule)))).toEqual(
      [],
    );
    expect(fields(variable(ruled({ type: "object", additionalProperties: text }, rule)))).toEqual([rulePath, rulePath, at]);
  });

  test("V13 rules below alternatives are refused with the alternatives", () => {
    expect(fields(variable({ ...text, allOf: [ruled({}, "true")] }))).toEqual([`${at}.allOf[0].x-kubernetes-validations`]);
  });
});

describe("surprises", () => {
  test("a rule on a list is refused at the top and accepted below", () => {
    const list = ruled({ type: "array", maxItems: 3, items: text }, "size(self) > 0");
    expect(fields(variable(list))).toEqual([`${at}.x-kubernetes-validations`]);
    expect(fields(variable({ type: "object", properties: { l: list } }))).toEqual([]);
  });

  test("a rule on a list may not use oldSelf either", () => {
    const list = ruled({ type: "array", maxItems: 3, items: text }, "self == oldSelf");
    expect(fields(variable({ type: "object", properties: { l: list } }))).toEqual([`${at}.properties[l].x-kubernetes-validations[0].rule`]);
  });

  test("descriptions below alternatives are allowed", () => {
    expect(fields(variable({ ...text, anyOf: [{ description: "a", minLength: 1 }] }))).toEqual([]);
  });

  test("a default of null does not exist", () => {
    expect(fields(variable({ ...text, default: null }))).toEqual([]);
  });

  test("the root of a variable seems to have a kind while its rules are compiled", () => {
    expect(fields(variable(ruled({ type: "object", properties: { a: text } }, "self.kind == 'x'")))).toEqual([]);
  });

  test("a wrong default hides errors of rules", () => {
    expect(fields(variable({ ...ruled(text, "nothing"), default: 1 }))).toEqual([`${at}.default`]);
  });
});

test("a rule that cannot be judged is unknown", () => {
  const { errors, unknown } = validateVariableDefinitions(classWith(variable(ruled(text, "size(self) > .5"))));
  expect(errors).toEqual([]);
  expect(unknown).toMatchObject([{ stage: "class", field: `${at}.x-kubernetes-validations[0].rule` }]);
});
