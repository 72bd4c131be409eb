import { expect, test } from "vitest";
import { codesOf, renderTree, smallTree, type TreeChanges } from "../testing/small-tree.ts";

const image = `
infrastructure: {api: v1beta1, contract: v1beta1, source: test}
nodeImages:
  - {kubernetes: "1.36.4", url: "https://images.example.com/node-1.36.4.qcow2", format: qcow2, source: test}
  - {kubernetes: "1.35.8", url: "https://images.example.com/node-1.35.8.qcow2", format: qcow2, source: test}
`;

/** The small tree with more outputs of the provider `metal`, or of the shared layer. */
function withOutputs(outputs: string, more: TreeChanges = {}, layer = "metal"): TreeChanges {
  const path = `providers/${layer}/provider.yaml`;
  const text = smallTree[path] ?? "";
  const changed =
    layer === "metal"
      ? text.replace("{cluster: cluster.yaml.ejs}", `{cluster: cluster.yaml.ejs, ${outputs}}`)
      : `${text}outputs: {${outputs}}\n`;
  return { [path]: changed, ...more };
}

const file = "files: [{name: image.yaml, file: image.yaml.ejs, purpose: for a registry, needs: [nodeImage]}]";

test("a file of the provider becomes a file of the bundle, with the unit's facts", () => {
  const template = { "providers/metal/outputs/image.yaml.ejs": "address: <%= facts.nodeImage.url %>\nclass: <%= unit.className %>\n" };
  const { rendered } = renderTree(withOutputs(file, { ...template, "providers/metal/versions.yaml": image }));
  expect(rendered?.files).toEqual([
    {
      name: "image.yaml",
      purpose: "for a registry",
      documents: [{ address: "https://images.example.com/node-1.36.4.qcow2", class: "metal-tiny-1-36-v1" }],
    },
  ]);
});

test("a file that needs a fact is left out where the fact is missing", () => {
  const template = { "providers/metal/outputs/image.yaml.ejs": "address: <%= facts.nodeImage.url %>\n" };
  expect(renderTree(withOutputs(file, template)).rendered?.files).toEqual([]);
});

test("a file of the provider takes the place of one that it includes", () => {
  const shared = withOutputs(
    "files: [{name: notes.yaml, file: a.yaml.ejs, purpose: shared}]",
    { "providers/base/outputs/a.yaml.ejs": "a: 1\n" },
    "base",
  );
  const own = withOutputs("files: [{name: notes.yaml, file: b.yaml.ejs, purpose: special}]", {
    "providers/metal/outputs/b.yaml.ejs": "- b: 1\n- b: 2\n",
  });
  expect(renderTree(shared).rendered?.files).toMatchObject([{ documents: [{ a: 1 }] }]);
  expect(renderTree({ ...shared, ...own }).rendered?.files).toEqual([
    { name: "notes.yaml", purpose: "special", documents: [{ b: 1 }, { b: 2 }] },
  ]);
});

test("a folder becomes a chart, file by file as it is", () => {
  const template = {
    "providers/metal/outputs/extra/templates/a.yaml": "name: {{ .Release.Name }}\n",
    "providers/metal/outputs/extra/values.yaml": "a: 1\n",
  };
  const { rendered } = renderTree(withOutputs("charts: [{name: extra, folder: extra, description: More objects}]", template));
  expect(rendered?.charts.map(({ name, description }) => `${name}: ${description}`)).toEqual(["extra: More objects"]);
  expect(Object.fromEntries(rendered?.charts[0]?.files ?? [])).toEqual({
    "templates/a.yaml": "name: {{ .Release.Name }}\n",
    "values.yaml": "a: 1\n",
  });
});

test("a missing file or folder is found", () => {
  expect(codesOf(withOutputs(file, { "providers/metal/versions.yaml": image }))).toEqual(["CS1007"]);
  expect(codesOf(withOutputs("charts: [{name: extra, folder: extra, description: More objects}]"))).toEqual(["CS1007"]);
});

test("a provider shares a template of what it includes", () => {
  const changes = withOutputs("files: [{name: notes.yaml, file: a.yaml.ejs, purpose: special}]", {
    "providers/base/outputs/a.yaml.ejs": "a: 1\n",
  });
  expect(renderTree(changes).rendered?.files).toMatchObject([{ name: "notes.yaml", documents: [{ a: 1 }] }]);
});
