import { describe, expect, test } from "vitest";
import type { JsonObject } from "../api/json.ts";
import { type Example, kinds, machinePatch, template, variable } from "../testing/example.ts";
import { add, clusterPatch, controlPlanePatch, flag, fromTemplate, fromVariable, immutable, judge } from "./testing/judged-example.ts";

describe("J08: variables", () => {
  const patches = [clusterPatch("p", [fromVariable("region", "place.region")])];
  const properties = (names: string[]) => Object.fromEntries(names.map((name) => [name, { type: "string", default: "x" }]));
  const places = (names: string[]) => variable("place", { type: "object", properties: properties(names), default: {}, ...immutable });

  test("that patches or addons read drive something", () => {
    expect(judge({ variables: [places(["region"])], patches })).toEqual([]);
    expect(judge({ variables: [flag("addon")] }, ["addon"])).toEqual([]);
  });

  test("that nothing reads drive nothing, and so do properties", () => {
    expect(judge({ variables: [flag("addon")] })).toEqual(["CC-J08 spec.variables[0]"]);
    expect(judge({ variables: [places(["region", "zone"])], patches })).toEqual(["CC-J08 spec.variables[0]"]);
  });
});

describe("J09: variables of fields that cannot change", () => {
  const mtu = (schema: JsonObject): Example => ({
    variables: [variable("mtu", { type: "integer", ...schema })],
    patches: [clusterPatch("mtu", [fromVariable("mtu", "mtu")], "{{ if .mtu }}true{{ end }}")],
  });

  test("are immutable, however the rule is written", () => {
    expect(judge(mtu({ default: 0, ...immutable }))).toEqual([]);
    expect(judge(mtu({ default: 0, "x-kubernetes-validations": [{ rule: "!(self < oldSelf || self > oldSelf)" }] }))).toEqual([]);
  });

  test("are errors if a Cluster may change them, or set them later", () => {
    expect(judge(mtu({ default: 0 }))).toEqual(["CC-J09 spec.variables[0]"]);
    expect(judge(mtu({ default: 0, "x-kubernetes-validations": [{ rule: "self >= oldSelf" }] }))).toEqual(["CC-J09 spec.variables[0]"]);
    expect(judge(mtu({ ...immutable }))).toEqual(["CC-J09 spec.variables[0]"]);
  });

  test("are those alone that reach such a field", () => {
    const text = "[{cidr: {{ .cidr | toJson }}, nameservers: {{ .nameservers | toJson }}}]";
    const nameservers = variable("nameservers", { type: "array", items: { type: "string" }, default: ["192.0.2.1"] });
    const cidr = (schema: JsonObject) => variable("cidr", { type: "string", default: "10.0.0.0/24", ...schema });
    const patches = [clusterPatch("subnet", [fromTemplate("subnets", text)])];
    expect(judge({ variables: [nameservers, cidr(immutable)], patches })).toEqual([]);
    expect(judge({ variables: [nameservers, cidr({})], patches })).toEqual(["CC-J09 spec.variables[1]"]);
  });

  test("may also feed the control plane, of which most fields change", () => {
    const configuration = (field: string, schema: JsonObject): Example => ({
      variables: [variable("folder", { type: "string", default: "/etc/a", ...schema })],
      patches: [controlPlanePatch("p", fromTemplate("kubeadmConfigSpec/clusterConfiguration", `{${field}: "{{ .folder }}"}`))],
    });
    expect(judge(configuration("certificatesDir", {}))).toEqual(["CC-J09 spec.variables[0]"]);
    expect(judge(configuration("certificatesDir", immutable))).toEqual([]);
    expect(judge(configuration("imageRepository", {}))).toEqual([]);
  });
});

describe("J11: switches", () => {
  const onOff = (value: boolean): Example => ({
    variables: [flag("monitoring")],
    patches: [machinePatch("p", add("monitoring", value), "{{ .monitoring }}")],
    templates: [template(kinds.machine, "machine", { flavor: "small", monitoring: true })],
  });

  test("make a difference, if only together with another variable", () => {
    expect(judge(onOff(false))).toEqual([]);
    const text = "{{ if and .a .b }}both{{ else }}one{{ end }}";
    expect(judge({ variables: [flag("a"), flag("b")], patches: [machinePatch("p", fromTemplate("mode", text))] })).toEqual([]);
  });

  test("that cannot be turned off do not", () => {
    expect(judge(onOff(true))).toEqual(["CC-J11 spec.variables[0]"]);
  });

  test("inside of an object count as well", () => {
    const audit = variable("audit", { type: "object", default: {}, properties: { enabled: { type: "boolean", default: false } } });
    const patch = (text: string) => machinePatch("p", fromTemplate("mode", text));
    expect(judge({ variables: [audit], patches: [patch("{{ if .audit.enabled }}a{{ else }}b{{ end }}")] })).toEqual([]);
    expect(judge({ variables: [audit], patches: [patch("{{ if .audit.enabled }}a{{ else }}a{{ end }}")] })).toEqual([
      "CC-J11 spec.variables[0]",
    ]);
  });
});

describe("J12 and J15: schemas of variables", () => {
  const schema = "spec.variables[0].schema.openAPIV3Schema";
  const used = (openAPIV3Schema: JsonObject, required = false): Example => ({
    variables: [variable("v", openAPIV3Schema, required)],
    patches: [machinePatch("p", fromTemplate("v", "{{ .v | toJson }}"))],
  });

  test("keywords stand where their type is", () => {
    const items = { type: "object", required: ["name"], properties: { name: { type: "string", format: "uuid" } } };
    expect(judge(used({ type: "array", items, maxItems: 4, default: [] }))).toEqual([]);
    expect(judge(used({ type: "integer", format: "int32", default: 1 }))).toEqual([]);
  });

  test("keywords on another level, and unknown formats, have no effect", () => {
    const items = { type: "object", properties: { name: { type: "string" } } };
    expect(judge(used({ type: "array", required: ["name"], items, default: [] }))).toEqual([`CC-J12 ${schema}.required`]);
    expect(judge(used({ type: "array", format: "uuid", items: { type: "string" }, default: [] }))).toEqual([`CC-J12 ${schema}.format`]);
    expect(judge(used({ type: "array", items: { type: "string", format: "ip" }, default: [] }))).toEqual([`CC-J12 ${schema}.items.format`]);
  });

  test("a variable is required or has a default", () => {
    expect(judge(used({ type: "string" }, true))).toEqual([]);
    expect(judge(used({ type: "string", default: "" }, true))).toEqual(["CC-J15 spec.variables[0].required"]);
  });
});

describe("J13: choices", () => {
  const choice = (schema: JsonObject, text = "a"): Example => ({
    variables: [variable("lb", { type: "string", default: "none", ...schema })],
    patches: [machinePatch("p", fromTemplate("mode", text), '{{ eq .lb "ovn" }}')],
  });

  test("are listed, or bound by a pattern", () => {
    expect(judge(choice({ enum: ["none", "ovn"] }))).toEqual([]);
    expect(judge(choice({ pattern: "^(none|ovn)$" }))).toEqual([]);
  });

  test("accept typos if they are not", () => {
    expect(judge(choice({}))).toEqual(["CC-J13 spec.variables[0].schema.openAPIV3Schema"]);
    expect(judge(choice({}, "{{ .lb }}"))).toEqual(["CC-J13 spec.variables[0].schema.openAPIV3Schema"]);
  });

  test("a text that is written somewhere is none, even if one value is special", () => {
    const text = '{{ if ne .type "default" }}{type: {{ .type | quote }}}{{ else }}{}{{ end }}';
    const variables = [variable("type", { type: "string", default: "default" })];
    expect(judge({ variables, patches: [machinePatch("p", fromTemplate("volume", text))] })).toEqual([]);
  });
});
