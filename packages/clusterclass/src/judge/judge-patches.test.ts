import { describe, expect, test } from "vitest";
import type { ClassPatch } from "../api/cluster-class.ts";
import { type Example, kinds, machinePatch, template, variable } from "../testing/example.ts";
import {
  add,
  clusterPatch,
  controlPlanePatch,
  flag,
  fromTemplate,
  fromVariable,
  immutable,
  judge,
  place,
} from "./testing/judged-example.ts";

describe("J06: places that patches need", () => {
  const adds = (condition: string): Example => ({
    variables: [flag("a", immutable), ...(condition.includes(".b") ? [flag("b")] : [])],
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

  test("are looked for with the values that conditions ask for", () => {
    const count = variable("count", { type: "integer", default: 0 });
    const patches = [controlPlanePatch("p", fromVariable("a/b", "count"), "{{ gt (int .count) 41 }}")];
    expect(judge({ variables: [count], patches })).toEqual([`CC-J06 ${place(0)}`]);
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
