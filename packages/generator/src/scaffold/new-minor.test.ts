import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseRepository } from "../load/parse-repository.ts";
import { type TreeChanges, treeWith } from "../testing/small-tree.ts";
import { planMinor } from "./new-minor.ts";

function planIn(changes: TreeChanges, minor: string, stacks?: string[]) {
  const { repository } = parseRepository({ files: treeWith(changes) });
  return planMinor(repository, { minor, ...(stacks === undefined ? {} : { stacks }) });
}

function rowsOf(text: string | undefined, list: string): Record<string, unknown>[] {
  return (parse(text ?? "") as Record<string, Record<string, unknown>[]>)[list] ?? [];
}

const digest = `sha256:${"a".repeat(64)}`;
const images = `
nodeImages:
  # Newest last.
  - {kubernetes: "1.35.8", image: registry.example.com/node:v1.35.8, digest: "${digest}", source: release notes}
  - kubernetes: "1.36.4"
    url: https://images.example.com/v1.36/node-1.36.4.qcow2
    checksumUrl: https://images.example.com/v1.36/node-1.36.4.qcow2.CHECKSUM
    digest: "${digest}"
    sizeBytes: 123
    source: release notes
`;

test("copies the newest Kubernetes facts with the first patch version and marks them", () => {
  const text = planIn({}, "1.37").value?.edits.get("providers/base/versions.yaml");
  expect(rowsOf(text, "kubernetes").at(-1)).toEqual({
    ...rowsOf(treeWith().get("providers/base/versions.yaml"), "kubernetes").at(-1),
    minor: "1.37",
    version: "1.37.0",
    source: "fill in: copied from 1.36.4, nobody has looked it up for 1.37",
  });
});

test("addresses of node images follow the version, and what was read from one file is not copied", () => {
  const text = planIn({ "providers/metal/versions.yaml": images }, "1.37").value?.edits.get("providers/metal/versions.yaml");
  expect(rowsOf(text, "nodeImages").at(-1)).toEqual({
    kubernetes: "1.37.0",
    url: "https://images.example.com/v1.37/node-1.37.0.qcow2",
    checksumUrl: "https://images.example.com/v1.37/node-1.37.0.qcow2.CHECKSUM",
    source: "fill in: copied from 1.36.4, nobody has looked it up for 1.37",
  });
  expect(text).toContain("# Newest last.\n");
});

test("rows keep their order when a minor between others or an old one is added", () => {
  const minors = (minor: string, changes: TreeChanges = {}) =>
    rowsOf(planIn(changes, minor).value?.edits.get("providers/base/versions.yaml"), "kubernetes").map((row) => row["minor"]);
  expect(minors("1.34")).toEqual(["1.34", "1.35", "1.36"]);
  expect(minors("1.40")).toEqual(["1.35", "1.36", "1.40"]);
});

test("the newest version of each addon is said to be for it too, and a person must check that", () => {
  const { value } = planIn({}, "1.37");
  expect(rowsOf(value?.edits.get("addons/net/versions.yaml"), "versions").map((row) => row["minors"])).toEqual([
    ["1.35"],
    ["1.36", "1.37"],
  ]);
  expect(value?.notes).toContainEqual({
    file: "addons/net/versions.yaml",
    text: "Check that net 2.0.0 is for 1.37, and say so in its source; else give it a row.",
  });
});

test("an addon's version that is made for other minors gets a reason that a person must write", () => {
  const versions = (treeWith().get("addons/net/versions.yaml") ?? "").replace(
    "chart: 2.0.0,",
    'chart: 2.0.0, supports: {from: "1.35", to: "1.36"},',
  );
  expect(
    rowsOf(planIn({ "addons/net/versions.yaml": versions }, "1.37").value?.edits.get("addons/net/versions.yaml"), "versions").at(-1),
  ).toMatchObject({
    minors: ["1.36", "1.37"],
    beyond: "fill in: copied from 1.36, nobody has looked it up for 1.37",
  });
});

test("facts that are there already are left alone when a second stack gets the minor", () => {
  const second = (treeWith().get("stacks/tiny/stack.yaml") ?? "").replace("id: tiny", "id: edge").replace('["1.35", "1.36"]', '["1.35"]');
  expect([...(planIn({ "stacks/edge/stack.yaml": second }, "1.36").value?.edits.keys() ?? [])]).toEqual(["stacks/edge/stack.yaml"]);
});

test("a provider that narrows the minors is left to a person", () => {
  const stack = (treeWith().get("stacks/tiny/stack.yaml") ?? "").replace("{addons", '{kubernetes: ["1.36"], addons');
  expect(planIn({ "stacks/tiny/stack.yaml": stack }, "1.37").value?.notes).toContainEqual({
    file: "stacks/tiny/stack.yaml",
    text: 'metal narrows the minors: add "1.37" there too if it can be built.',
  });
});

test.each([
  ["v1.37", undefined, 'CS1302 "v1.37" is no Kubernetes minor.'],
  ["1.37.0", undefined, 'CS1302 "1.37.0" is no Kubernetes minor.'],
  ["1.36", undefined, 'CS1301 The stack "tiny" has the minor 1.36.'],
  ["1.36", ["tiny"], 'CS1301 The stack "tiny" has the minor 1.36.'],
  ["1.37", ["tinny"], 'CS1202 Unknown stack "tinny". Known: tiny.'],
])("%s for %j is refused", (minor, stacks, expected) => {
  const { value, diagnostics } = planIn({}, minor, stacks);
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([expected]);
});

test("without any facts there is nothing to copy", () => {
  expect(planIn({ "providers/base/versions.yaml": undefined }, "1.37").diagnostics).toMatchObject([{ code: "CS1303" }]);
  expect(planIn({ "stacks/tiny/stack.yaml": undefined }, "1.37").diagnostics).toMatchObject([{ code: "CS1303" }]);
});
