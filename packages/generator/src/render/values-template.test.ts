import { type GoValue, parseTemplate } from "@cstack/gotemplate";
import type { ClusterValue } from "@cstack/model";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { valuesTemplate } from "./values-template.ts";

const dialect = { infraCluster: ".InfraCluster" };

function filledIn(
  fixed: object,
  values: ClusterValue[],
  variables: Record<string, GoValue> = {},
  more: Record<string, GoValue> = {},
): unknown {
  const topology = { variables: Object.entries(variables).map(([name, value]) => ({ name, value })) };
  const data = { Cluster: { metadata: { name: "prod" }, spec: { topology } }, ...more };
  const template = valuesTemplate(fixed as Record<string, unknown>, values, dialect);
  return parse(parseTemplate("values", template, { functions: "operator" }).execute(data as GoValue));
}

describe("values of a chart as one template", () => {
  it("keep what never changes, in its types", () => {
    const fixed = { text: "yes", number: 3, list: ["a", { b: null }], empty: {}, nested: { "a.b/c": "1", deep: { on: true } } };
    expect(filledIn(fixed, [])).toEqual(fixed);
    expect(filledIn({}, [])).toEqual({});
  });

  it("have what comes from the Cluster in its place", () => {
    const fixed = { a: { fixed: 1, name: "before" }, list: [1] };
    const values = [
      { set: "a.name", cluster: "metadata.name" },
      { set: ["a", "new.key"], variable: "size", map: { s: "small" } },
    ] as ClusterValue[];
    expect(filledIn(fixed, values, { size: "s" })).toEqual({ a: { fixed: 1, name: "prod", "new.key": "small" }, list: [1] });
  });

  it("keep the fixed value where the Cluster has none, unless there is a default", () => {
    const value: ClusterValue = { set: "a.b", variable: "b" };
    expect(filledIn({ a: { b: "fixed" } }, [value])).toEqual({ a: { b: "fixed" } });
    expect(filledIn({ a: { b: "fixed" } }, [{ ...value, default: "own" }])).toEqual({ a: { b: "own" } });
  });

  it("leave a map out that nothing stands in, and leave an empty one as it is", () => {
    const value: ClusterValue = { set: "a.b", variable: "b" };
    expect(filledIn({ c: 1 }, [value])).toEqual({ c: 1 });
    expect(filledIn({ a: {} }, [value])).toEqual({ a: {} });
    expect(filledIn({ a: {} }, [value], { b: 2 })).toEqual({ a: { b: 2 } });
  });

  it("fail where a value is missing that the addon needs, under its condition", () => {
    const value: ClusterValue = { set: "id", infraCluster: "status.id", required: true, when: { variable: "mode", oneOf: ["on"] } };
    expect(filledIn({ id: "fixed" }, [value])).toEqual({ id: "fixed" });
    expect(() => filledIn({ id: "fixed" }, [value], { mode: "on" })).toThrow("InfraCluster.status.id has no value yet");
    expect(filledIn({ id: "fixed" }, [value], { mode: "on" }, { InfraCluster: { status: { id: "x" } } })).toEqual({ id: "x" });
  });

  it("hide braces of other template languages from the one that reads them, also when it reads twice", () => {
    const fixed = { line: "{{ .Values.a }} and {{{{", "{{ key }}": 1 };
    const once = parseTemplate("values", valuesTemplate(fixed, [], dialect), { functions: "operator" }).execute({});
    expect(parse(parseTemplate("values", once, { functions: "operator" }).execute({}))).toEqual(fixed);
  });
});
