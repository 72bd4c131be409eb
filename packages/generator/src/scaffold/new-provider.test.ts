import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseRepository } from "../load/parse-repository.ts";
import { treeWith } from "../testing/small-tree.ts";
import { planProvider } from "./new-provider.ts";

const { repository } = parseRepository({ files: treeWith() });

test("includes the shared know-how and names its kinds after itself", () => {
  const { value } = planProvider(repository, { id: "cloud" });
  const file = parse(value?.files.get("providers/cloud/provider.yaml") ?? "") as { includes: string[]; templates: { kind: string }[] };
  expect(file.includes).toEqual(["base"]);
  expect(file.templates.map(({ kind }) => kind)).toEqual(["CloudClusterTemplate", "CloudMachineTemplate", "CloudMachineTemplate"]);
});

test("the API version is a guess that says so", () => {
  const versions = planProvider(repository, { id: "cloud" }).value?.files.get("providers/cloud/versions.yaml") ?? "";
  expect(parse(versions)).toMatchObject({ infrastructure: { api: "v1beta1", source: expect.stringMatching(/^fill in: /) } });
});

test("a second one has the same example beside the first: they never meet in a unit", () => {
  const first = planProvider(repository, { id: "cloud" }).value?.files ?? new Map<string, string>();
  const { repository: both } = parseRepository({ files: treeWith(Object.fromEntries(first)) });
  expect(planProvider(both, { id: "edge" })).toMatchObject({ diagnostics: [] });
});

test("stands in the stack that was named, in one line", () => {
  const { value } = planProvider(repository, { id: "cloud", stack: "tiny" });
  expect(value?.edits.get("stacks/tiny/stack.yaml")).toContain("\n  metal: {addons: [net]}\n  cloud: {features: all, addons: []}\n");
});

test("variables of the stack's interface that it lacks are listed", () => {
  const stack = `${treeWith().get("stacks/tiny/stack.yaml")}interface: [machineSize]\n`;
  const { repository: strict } = parseRepository({ files: treeWith({ "stacks/tiny/stack.yaml": stack }) });
  expect(planProvider(strict, { id: "cloud", stack: "tiny" }).value?.notes).toContainEqual({
    file: "stacks/tiny/stack.yaml",
    text: "Cloud lacks variables of the stack's interface: machineSize.",
  });
});

test.each([
  ["my-cloud", 'CS1302 The provider name "my-cloud" has the wrong form.'],
  ["3cloud", 'CS1302 "3cloud" begins with a digit, and the kinds of a provider are named after it.'],
  ["metal", 'CS1301 The provider "metal" exists.'],
])("%s is refused", (id, expected) => {
  expect(planProvider(repository, { id }).diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([expected]);
});

test("without shared know-how there is no control plane to build on", () => {
  const { repository: empty } = parseRepository({ files: new Map() });
  expect(planProvider(empty, { id: "cloud" }).diagnostics).toMatchObject([
    {
      code: "CS1303",
      message: expect.stringContaining("a template for controlPlane, a template for workerBootstrap, a class file"),
    },
  ]);
});
