import { describe, expect, test } from "vitest";
import { type ClassPatch, type ClassVariable, clusterClassSpec, type JsonPatch } from "../api/cluster-class.ts";
import type { JsonObject } from "../api/json.ts";
import { type Example, example, kinds, machinePatch, template, variable } from "../testing/example.ts";
import { judgeClass } from "./judge-class.ts";
import type { Mutability } from "./provider-facts.ts";

const mutability: Mutability[] = [{ kind: "ExampleCluster", version: "v1beta1", mutable: ["/spec/subnets/*/nameservers"] }];

/** The findings of an example as `id field`. The example provider's kinds have no schemas, its class no health checks (J18). */
function judge(changes: Example, usedElsewhere: string[] = []): string[] {
  const { clusterClass, templates } = example(changes);
  const { findings } = judgeClass(clusterClass, templates, { mutability, usedElsewhere: new Set(usedElsewhere) });
  return findings.filter(({ rule }) => rule !== "CC-J18").map(({ rule, field }) => `${rule} ${field}`);
}

/** A patch of the infrastructure cluster. */
function clusterPatch(name: string, jsonPatches: JsonPatch[], enabledIf?: string): ClassPatch {
  const selector = { ...kinds.cluster, matchResources: { infrastructureCluster: true } };
  return { name, ...(enabledIf === undefined ? {} : { enabledIf }), definitions: [{ selector, jsonPatches }] };
}

/** A patch of the control plane. */
function controlPlanePatch(name: string, jsonPatch: JsonPatch, enabledIf?: string): ClassPatch {
  const selector = { ...kinds.controlPlane, matchResources: { controlPlane: true } };
  return { name, ...(enabledIf === undefined ? {} : { enabledIf }), definitions: [{ selector, jsonPatches: [jsonPatch] }] };
}

const add = (path: string, value: JsonPatch["value"]): JsonPatch => ({ op: "add", path: `/spec/template/spec/${path}`, value: value! });
const fromVariable = (path: string, name: string): JsonPatch => ({
  op: "add",
  path: `/spec/template/spec/${path}`,
  valueFrom: { variable: name },
});
const fromTemplate = (path: string, text: string): JsonPatch => ({
  op: "add",
  path: `/spec/template/spec/${path}`,
  valueFrom: { template: text },
});

const place = (patch: number, operation = 0) => `spec.patches[${patch}].definitions[0].jsonPatches[${operation}].path`;
const flag = (name: string): ClassVariable => variable(name, { type: "boolean", default: false });
const immutable: JsonObject = { "x-kubernetes-validations": [{ rule: "self == oldSelf" }] };

describe("J06: places that patches need", () => {
  const adds = (condition: string): Example => ({
    variables: [flag("a"), ...(condition.includes(".b") ? [flag("b")] : [])],
    patches: [
      controlPlanePatch("makes", add("kubeadmConfigSpec/clusterConfiguration", { apiServer: {} }), "{{ .a }}"),
      controlPlanePatch("needs", add("kubeadmConfigSpec/clusterConfiguration/apiServer", { certSANs: ["x"] }), condition),
    ],
  });

  test("are there if an earlier patch makes them under the same condition", () => {
    expect(judge(adds("{{ .a }}"))).toEqual([]);
    expect(judge(adds("{{ and .a .b }}"))).toEqual([]);
  });

  test("are missing if the patch that makes them may be off", () => {
    expect(judge(adds("{{ .b }}"))).toEqual([`CC-J06 ${place(1)}`]);
    expect(judge(adds("{{ or .a .b }}"))).toEqual([`CC-J06 ${place(1)}`]);
  });

  test("are missing if neither the template nor a patch has them", () => {
    const name = variable("name", { type: "string", default: "" });
    const patches = [controlPlanePatch("oidc", fromVariable("kubeadmConfigSpec/apiServer/flag", "name"), "{{ not (empty .name) }}")];
    expect(judge({ variables: [name], patches })).toEqual([`CC-J06 ${place(0)}`]);
  });

  test("depend on what an earlier patch writes", () => {
    const writes = (text: string): Example => ({
      variables: [variable("a", { type: "boolean", default: false, ...immutable })],
      patches: [clusterPatch("p", [fromTemplate("network", text), add("network/mtu", 1400)])],
    });
    expect(judge(writes("{{ if .a }}{x: 1}{{ else }}{}{{ end }}"))).toEqual([]);
    expect(judge(writes("{{ if .a }}{x: 1}{{ else }}[]{{ end }}"))).toEqual([`CC-J06 ${place(0, 1)}`]);
  });
});

describe("J07: lists", () => {
  const file = { path: "/etc/more", content: "2" };

  test("that are appended to, or written with all that was in them, lose nothing", () => {
    expect(judge({ patches: [controlPlanePatch("files", add("kubeadmConfigSpec/files/-", file))] })).toEqual([]);
    const all = [{ path: "/etc/first", content: "1" }, file];
    expect(judge({ patches: [controlPlanePatch("files", add("kubeadmConfigSpec/files", all))] })).toEqual([]);
  });

  test("of the template are lost when a patch adds a whole list", () => {
    expect(judge({ patches: [controlPlanePatch("files", add("kubeadmConfigSpec/files", [file]))] })).toEqual([`CC-J07 ${place(0)}`]);
  });

  test("of one patch are lost when another one writes the same list", () => {
    const list = (name: string) => variable(name, { type: "array", items: { type: "string" }, default: [] });
    const patches = ["names", "ids"].map((name) => machinePatch(name, fromVariable("groups", name), `{{ not (empty .${name}) }}`));
    expect(judge({ variables: [list("names"), list("ids")], patches })).toEqual([`CC-J07 ${place(1)}`]);
  });
});

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
});

describe("J10: comparisons", () => {
  const compare = (condition: string): Example => ({
    variables: [variable("n", { type: "integer", default: 0 }), variable("text", { type: "string", default: "" })],
    patches: [machinePatch("p", fromTemplate("size", "{{ .n }}{{ .text }}"), condition)],
  });
  const condition = "CC-J10 spec.patches[0].enabledIf";

  test("of values of one kind", () => {
    expect(judge(compare("{{ gt (int .n) 2 }}"))).toEqual([]);
    expect(judge(compare("{{ gt .n 2.0 }}"))).toEqual([]);
    expect(judge(compare("{{ gt (len .text) 2 }}"))).toEqual([]);
  });

  test("of floats with integers, and of texts with numbers", () => {
    expect(judge(compare("{{ gt .n 2 }}"))).toContain(condition);
    expect(judge(compare("{{ .n | eq 3 }}"))).toContain(condition);
    expect(judge(compare("{{ eq .text 3 }}"))).toContain(condition);
    expect(judge(compare("{{ eq (len .text) .n }}"))).toContain(condition);
    expect(judge(compare("{{ eq .builtin.controlPlane.replicas 3 }}"))).toContain(condition);
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

describe("J14: writes that are always overwritten", () => {
  const twice = (later: ClassPatch): Example => ({ variables: [flag("a")], patches: [machinePatch("first", add("image", "one")), later] });

  test("are those before an unconditional write of the same place", () => {
    expect(judge(twice(machinePatch("second", add("image", "two"))))).toContain("CC-J14 spec.patches[0].definitions[0].jsonPatches[0]");
  });

  test("are not those that a later patch overwrites sometimes, or on some templates", () => {
    expect(judge(twice(machinePatch("second", add("image", "two"), "{{ .a }}")))).toEqual([]);
    const selector = { ...kinds.machine, matchResources: { controlPlane: true } };
    const second = { name: "second", definitions: [{ selector, jsonPatches: [add("image", "two")] }] };
    expect(judge({ patches: [machinePatch("first", add("image", "one")), second] })).toEqual([]);
  });
});

describe("J16 and J17: versions of machines", () => {
  const image = (text: string) => machinePatch("image", fromTemplate("image", text));
  const perMachine =
    '{{ if .builtin.controlPlane }}"ubuntu-{{ .builtin.controlPlane.version }}"{{ else }}"ubuntu-{{ .builtin.machineDeployment.version }}"{{ end }}';

  test("machines take their own version", () => {
    expect(judge({ patches: [image(perMachine)] })).toEqual([]);
  });

  test("the version of the Cluster is not theirs during an upgrade", () => {
    expect(judge({ patches: [image('"ubuntu-{{ .builtin.cluster.topology.version }}"')] })).toEqual(["CC-J16 spec.patches[0]"]);
  });

  test("an image with a version of its own does not follow", () => {
    const constant = template(kinds.machine, "machine", { flavor: "small", image: "kindest/node:v1.30.10" });
    expect(judge({ templates: [constant] })).toEqual(["CC-J17 spec.template.spec.image"]);
    expect(judge({ templates: [constant], patches: [image(perMachine)] })).toEqual([]);
  });
});

test("J18: machines have a health check, by the class", () => {
  const { clusterClass, templates } = example();
  const withoutChecks = judgeClass(clusterClass, templates).findings.map(({ rule, field }) => `${rule} ${field}`);
  expect(withoutChecks).toEqual(["CC-J18 spec.controlPlane.healthCheck", "CC-J18 spec.workers.machineDeployments[0].healthCheck"]);
  const healthCheck = { checks: { unhealthyNodeConditions: [{ type: "Ready", status: "False", timeoutSeconds: 300 }] } };
  const spec = clusterClassSpec(clusterClass);
  const workers = { machineDeployments: spec.workers!.machineDeployments!.map((worker) => ({ ...worker, healthCheck })) };
  const checked = example({ spec: { controlPlane: { ...spec.controlPlane, healthCheck }, workers } });
  expect(judgeClass(checked.clusterClass, checked.templates).findings).toEqual([]);
});

describe("what cannot be decided is said", () => {
  test("patches of extensions and templates that are missing", () => {
    const external = [{ name: "e", external: { generatePatchesExtension: "x" } }];
    const { clusterClass, templates } = example({ patches: external });
    expect(judgeClass(clusterClass, templates).undecided).toContainEqual(expect.objectContaining({ field: "spec.patches[0]" }));
    const plain = example();
    expect(judgeClass(plain.clusterClass, new Map()).undecided.filter(({ field }) => field === "spec")).toHaveLength(5);
  });

  test("a patch that no values were found for", () => {
    const patches = [machinePatch("p", add("a", 1), '{{ eq .builtin.cluster.name "production" }}')];
    const { clusterClass, templates } = example({ patches });
    expect(judgeClass(clusterClass, templates).undecided).toContainEqual(expect.objectContaining({ field: "spec.patches[0]" }));
  });
});
