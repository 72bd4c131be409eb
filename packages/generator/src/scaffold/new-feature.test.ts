import type { FeatureFile } from "@cstack/model";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseRepository } from "../load/parse-repository.ts";
import { type TreeChanges, treeWith } from "../testing/small-tree.ts";
import { planFeature } from "./new-feature.ts";

function planIn(changes: TreeChanges, provider = "metal", variable?: string) {
  const { repository } = parseRepository({ files: treeWith(changes) });
  return planFeature(repository, { id: "spare-part", provider, ...(variable === undefined ? {} : { variable }) });
}

function fileOf(result: ReturnType<typeof planIn>, provider = "metal"): FeatureFile {
  return parse(result.value?.files.get(`providers/${provider}/features/spare-part.yaml`) ?? "") as FeatureFile;
}

test("writes the value of its variable to a file on all nodes, and checks both states", () => {
  const feature = fileOf(planIn({}));
  expect(feature.variables).toMatchObject([{ name: "sparePart", schema: { type: "string", default: "" } }]);
  expect(feature.patches).toMatchObject([
    { name: "sparePart", when: "{{ not (empty .sparePart) }}", on: ["nodes"], ops: [{ append: "/files" }] },
  ]);
  expect(feature.checks?.map(({ given, expect: [expectation] = [] }) => ({ given, expectation }))).toMatchObject([
    { given: { sparePart: "example" }, expectation: { path: "/files", contains: { content: "example" } } },
    { expectation: { path: "/files/1", absent: true } },
  ]);
});

test("the check for off counts the files that are always there", () => {
  const motd = `
id: motd
title: Login message
docs: A file on every node.
patches:
  - {name: motd, on: [nodes], ops: [{append: /files, value: {path: /etc/motd, content: Hello}}]}
`;
  const feature = fileOf(planIn({ "providers/base/features/motd.yaml": motd }));
  expect(feature.checks?.[1]?.expect).toEqual([{ on: "nodes", path: "/files/2", absent: true }]);
});

test("is confined to control plane nodes where workers have another number of files", () => {
  const provider = treeWith().get("providers/base/provider.yaml") ?? "";
  const controlPlaneNodes = "  controlPlaneNodes: [{slot: controlPlane, prefix: /spec/template/spec/kubeadmConfigSpec}]\n";
  const changes = {
    "providers/base/class/bootstrap.yaml.ejs": "spec: {template: {spec: {joinConfiguration: {}}}}\n",
    "providers/base/provider.yaml": provider + controlPlaneNodes,
  };
  expect(fileOf(planIn(changes)).patches?.[0]?.on).toEqual(["controlPlaneNodes"]);
});

test("of a shared provider is checked on those that include it", () => {
  expect(fileOf(planIn({}, "base"), "base").patches?.[0]?.on).toEqual(["nodes"]);
});

test("has nothing to write to where no layer has files on nodes", () => {
  const provider = (treeWith().get("providers/base/provider.yaml") ?? "").replace("  nodes:", "  machines:");
  expect(planIn({ "providers/base/provider.yaml": provider }).diagnostics).toMatchObject([
    {
      code: "CS1303",
      file: "providers/metal/provider.yaml",
      message: expect.stringContaining("metal has neither of the targets nodes and controlPlaneNodes"),
    },
  ]);
});

test.each([
  ["machineSize", "CS1301", 'The name "machineSize" is that of a variable or a patch here.'],
  ["builtin", "CS1302", 'The variable name "builtin" is reserved.'],
  ["Spare", "CS1302", 'The variable name "Spare" has the wrong form.'],
])("the variable %s is refused", (variable, code, message) => {
  expect(planIn({}, "metal", variable).diagnostics).toMatchObject([{ code, message }]);
});

test("a name is taken for a shared layer too where a provider on top of it has the feature or the variable", () => {
  const { repository } = parseRepository({ files: treeWith() });
  expect(planFeature(repository, { id: "size", provider: "base" }).diagnostics).toMatchObject([
    { code: "CS1301", file: "providers/metal/features/size.yaml", message: 'The feature "size" exists.' },
  ]);
});

test("a stack with a list of features is named, because it does not ship the new one by itself", () => {
  const stack = (treeWith().get("stacks/tiny/stack.yaml") ?? "").replace("{addons: [net]}", "{features: [size], addons: [net]}");
  expect(planIn({ "stacks/tiny/stack.yaml": stack }).value?.notes).toContainEqual({
    file: "stacks/tiny/stack.yaml",
    text: "metal ships a list of features: add spare-part to ship it.",
  });
});

test("an unknown provider is named with the known ones", () => {
  expect(planIn({}, "mettal").diagnostics).toMatchObject([{ code: "CS1202", message: 'Unknown provider "mettal". Known: metal, base.' }]);
});
