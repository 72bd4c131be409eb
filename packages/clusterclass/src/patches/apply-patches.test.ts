import { expect, test } from "vitest";
import type { ClassPatch } from "../api/cluster-class.ts";
import type { JsonObject } from "../api/json.ts";
import { kinds, machinePatch } from "../testing/example.ts";
import { applyPatches } from "./apply-patches.ts";
import { compilePatches } from "./compile-patches.ts";
import type { PatchItem } from "./patch-item.ts";

function item(role: string, holder: PatchItem["holder"], variables: JsonObject): PatchItem {
  const template = { ...kinds.machine, metadata: { name: "machine" }, spec: { template: { spec: { flavor: "small" } } } };
  return { role, holder, template, variables, className: "default-worker" };
}

const items = [
  item("controlPlaneMachineTemplate", "controlPlaneMachine", { flavor: "large", count: 2 }),
  item("machineDeployment/md-0/infrastructure", "machineDeployment", { flavor: "tiny" }),
];

function run(...patches: ClassPatch[]) {
  const { templates, errors } = applyPatches(items, compilePatches(patches));
  return { errors, specs: templates.map((template) => ((template["spec"] as JsonObject)["template"] as JsonObject)["spec"]) };
}

test("each item sees its own variables", () => {
  const patch = machinePatch("flavor", { op: "replace", path: "/spec/template/spec/flavor", valueFrom: { variable: "flavor" } });
  expect(run(patch)).toEqual({ errors: [], specs: [{ flavor: "large" }, { flavor: "tiny" }] });
});

test("enabledIf is decided for each item and must be exactly true", () => {
  const op = { op: "add", path: "/spec/template/spec/on", value: true };
  expect(run(machinePatch("p", op, '{{ eq .flavor "tiny" }}')).specs).toEqual([{ flavor: "small" }, { flavor: "small", on: true }]);
  expect(run(machinePatch("p", op, "yes")).specs).toEqual([
    { flavor: "small", on: true },
    { flavor: "small", on: true },
  ]);
  expect(run(machinePatch("p", op, '"true"')).specs).toEqual([{ flavor: "small" }, { flavor: "small" }]);
});

test("an enabledIf that fails does not matter where no definition matches", () => {
  const nowhere = machinePatch("p", { op: "add", path: "/spec/template/spec/on", value: true }, "{{ len .absent }}");
  nowhere.definitions![0]!.selector.matchResources = { infrastructureCluster: true };
  expect(run(nowhere).errors).toEqual([]);
});

test("a later patch sees what earlier ones did", () => {
  const first = machinePatch("first", { op: "add", path: "/spec/template/spec/list", value: [] });
  const second = machinePatch("second", { op: "add", path: "/spec/template/spec/list/-", valueFrom: { template: "{{ .flavor }}" } });
  expect(run(first, second).specs).toEqual([
    { flavor: "small", list: ["large"] },
    { flavor: "small", list: ["tiny"] },
  ]);
});

test("all values of a patch are made before any is applied, and every one that fails is told", () => {
  const values = machinePatch("values", { op: "add", path: "/spec/template/spec/x", valueFrom: { variable: "absent" } });
  expect(run(values).errors).toHaveLength(2);
  const some = machinePatch("some", { op: "add", path: "/spec/template/spec/x", valueFrom: { variable: "count" } });
  const { errors, specs } = run(some);
  expect(errors).toEqual([expect.stringContaining('patch "some": machineDeployment/md-0/infrastructure: add /spec/template/spec/x')]);
  expect(specs[0]).toEqual({ flavor: "small" });
});

test("the first patch that fails ends the run", () => {
  const broken = machinePatch("broken", { op: "remove", path: "/spec/template/spec/absent" });
  const after = machinePatch("after", { op: "remove", path: "/spec/template/spec/absent-too" });
  expect(run(broken, after).errors).toEqual([expect.stringContaining('patch "broken"')]);
});

test("a template that exceeds a limit of this package is undecided, not wrong", () => {
  const endless = machinePatch("endless", {
    op: "add",
    path: "/spec/template/spec/x",
    valueFrom: { template: '{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}' },
  });
  const { errors, undecided } = applyPatches(items, compilePatches([endless]));
  expect({ errors, undecided: undecided.length }).toEqual({ errors: [], undecided: 2 });
});

test("a patch without definitions fails", () => {
  expect(run({ name: "empty", definitions: [] }).errors).toHaveLength(1);
});

test("a class is compiled once", () => {
  const patches = [machinePatch("flavor", { op: "add", path: "/spec/template/spec/x", value: 1 })];
  expect(compilePatches(patches)).toBe(compilePatches(patches));
});
