import { planCluster } from "@cstack/clusterclass";
import { expect, it } from "vitest";
import { sampleWith } from "../checks/sample-cluster.ts";
import { codesOf, renderTree } from "../testing/small-tree.ts";
import type { ClassPatch } from "./class-patches.ts";

const schema = "{type: array, maxItems: 3, items: {type: object, properties: {name: {type: string}, on: {type: boolean}}}}";

function feature(patch: string, variable = schema): Record<string, string> {
  const variables = `variables:\n  - {name: things, description: Some things., schema: ${variable}}\n`;
  return {
    "providers/metal/features/x.yaml": `id: x\ntitle: Things\ndocs: What it does.\n${variables}patches:\n  - {name: thing, ${patch}}\n`,
  };
}

const eachFile =
  'each: things, when: "{{ $item.on }}", on: [nodes], ops: [{append: /files, template: "path: {{ $item.name | toJson }}\\ncontent: {{ .builtin.cluster.name | toJson }}"}]';

const cluster = {
  "providers/metal/outputs/cluster.yaml.ejs":
    "{apiVersion: cluster.x-k8s.io/v1beta2, kind: Cluster, metadata: {name: my-cluster}, spec: {topology: {classRef: {name: <%= unit.className %>}, version: <%= `v${kubernetes.version}` %>}}}\n",
};

/** The files of the planned control plane. */
function planned(changes: Record<string, string>, things: unknown): unknown {
  const { rendered, diagnostics } = renderTree({ ...changes, ...cluster });
  expect(diagnostics).toEqual([]);
  const { objects, errors } = planCluster(sampleWith(rendered!, things === undefined ? {} : { things }));
  expect(errors).toEqual([]);
  const controlPlane = objects.find(({ role }) => role === "controlPlane")?.object as {
    spec: { kubeadmConfigSpec: { files: unknown } };
  };
  return controlPlane.spec.kubeadmConfigSpec.files;
}

it("makes a patch for every place that the list can have", () => {
  const { rendered, diagnostics } = renderTree(feature(eachFile));
  expect(diagnostics).toEqual([]);
  const patches = (rendered!.clusterClass.spec as { patches: ClassPatch[] }).patches.filter(({ name }) => name.startsWith("thing"));
  expect(patches.map(({ name, enabledIf }) => `${name} ${enabledIf}`)).toEqual([
    "thing1 {{ and (gt (len (default list .things)) 0) ((index $.things 0).on) }}",
    "thing2 {{ and (gt (len (default list .things)) 1) ((index $.things 1).on) }}",
    "thing3 {{ and (gt (len (default list .things)) 2) ((index $.things 2).on) }}",
  ]);
});

it("appends the items that the condition holds for", () => {
  const things = [
    { name: "/etc/a", on: true },
    { name: "/etc/b", on: false },
    { name: "/etc/c", on: true },
  ];
  expect(planned(feature(eachFile), things)).toEqual([
    { path: "/etc/seed", content: "seed" },
    { path: "/etc/a", content: "my-cluster" },
    { path: "/etc/c", content: "my-cluster" },
  ]);
});

it("takes the list from a member of a variable", () => {
  const nested = feature(eachFile.replace("each: things", "each: things.all"), `{type: object, properties: {all: ${schema}}}`);
  expect(planned(nested, { all: [{ name: "/etc/a", on: true }] })).toEqual([
    { path: "/etc/seed", content: "seed" },
    { path: "/etc/a", content: "my-cluster" },
  ]);
  expect(planned(nested, {})).toEqual([{ path: "/etc/seed", content: "seed" }]);
});

it("appends nothing where the list is not set", () => {
  expect(planned(feature(eachFile), undefined)).toEqual([{ path: "/etc/seed", content: "seed" }]);
});

it("leaves lists without a seed entry to extend", () => {
  expect(codesOf(feature('each: things, on: [nodes], ops: [{append: /users, template: "name: {{ $item.name }}"}]'))).toContain("CS3013");
});

it.each([
  ["a list without an end", "{type: array, items: {type: object, properties: {name: {type: string}, on: {type: boolean}}}}"],
  ["a text", "{type: string, default: a}"],
])("refuses %s", (_what, variable) => {
  expect(codesOf(feature(eachFile, variable))).toContain("CS3013");
});

it("refuses to set one place for every item", () => {
  expect(codesOf(feature('each: things, on: [machine], ops: [{add: /spec/template/spec/a, template: "{{ $item.name }}"}]'))).toContain(
    "CS3013",
  );
});

it("does not offer features that a provider says are without effect on it", () => {
  const provider = (id: string) => ({
    ...feature(eachFile),
    "providers/metal/provider.yaml": `${renderTree().repository.files.get("providers/metal/provider.yaml")}withoutFeatures:\n  - {id: ${id}, why: Nothing reads it there., source: test}\n`,
  });
  expect(renderTree(provider("x")).rendered?.unit.variables.map(({ name }) => name)).toEqual(["machineSize"]);
  expect(codesOf(provider("y"))).toContain("CS1202");
});
