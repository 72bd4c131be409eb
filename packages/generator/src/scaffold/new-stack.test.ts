import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseRepository } from "../load/parse-repository.ts";
import { treeWith } from "../testing/small-tree.ts";
import { planStack } from "./new-stack.ts";

const { repository } = parseRepository({ files: treeWith() });

test("offers all providers with units, all minors with facts, all features and no addon", () => {
  expect(parse(planStack(repository, { id: "edge" }).value?.files.get("stacks/edge/stack.yaml") ?? "")).toMatchObject({
    id: "edge",
    kubernetes: ["1.35", "1.36"],
    providers: { metal: { features: "all", addons: [] } },
  });
});

test("a provider without an image for a minor narrows it", () => {
  const files = treeWith({
    "providers/cloud/provider.yaml": (treeWith().get("providers/metal/provider.yaml") ?? "").replaceAll("metal", "cloud"),
    "providers/cloud/versions.yaml": 'nodeImages: [{kubernetes: "1.36.4", source: test}]\n',
  });
  const { value } = planStack(parseRepository({ files }).repository, { id: "edge" });
  expect(parse(value?.files.get("stacks/edge/stack.yaml") ?? "")).toMatchObject({
    kubernetes: ["1.35", "1.36"],
    providers: { cloud: { kubernetes: ["1.36"] }, metal: { features: "all", addons: [] } },
  });
});

test("an id of digits stays a text", () => {
  expect(parse(planStack(repository, { id: "123" }).value?.files.get("stacks/123/stack.yaml") ?? "")).toMatchObject({ id: "123" });
});

test.each([
  ["my-stack", undefined, 'CS1302 The stack name "my-stack" has the wrong form.'],
  ["tiny", undefined, 'CS1301 The stack "tiny" exists.'],
  ["edge", ["base"], 'CS1202 Unknown provider "base". Known: metal.'],
])("%s with %j is refused", (id, providers, expected) => {
  const { value, diagnostics } = planStack(repository, { id, ...(providers === undefined ? {} : { providers }) });
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([expected]);
});

test("a provider without any facts cannot be offered", () => {
  const { repository: bare } = parseRepository({ files: treeWith({ "providers/base/versions.yaml": undefined }) });
  expect(planStack(bare, { id: "edge" }).diagnostics).toMatchObject([
    { code: "CS1303", file: "providers/metal/versions.yaml", message: "No Kubernetes minor has all the facts that metal needs." },
  ]);
});

test("without a provider it says how to make one", () => {
  const { repository: empty } = parseRepository({ files: new Map() });
  expect(planStack(empty, { id: "edge" }).diagnostics).toMatchObject([{ code: "CS1303", repair: "Make one with `cstack new provider`." }]);
});
