import { expect, test } from "vitest";
import { renderTree, smallTree, type TreeChanges, treeWith } from "../testing/small-tree.ts";
import { pulledImages } from "./pulled-images.ts";

const digest = `sha256:${"a".repeat(64)}`;

function imagesOf(changes: TreeChanges = {}) {
  const { rendered } = renderTree(changes);
  return pulledImages(rendered!.unit);
}

function withNodeImages(template: string): TreeChanges {
  const path = "providers/base/provider.yaml";
  return { [path]: `${smallTree[path] ?? ""}outputs: {images: images.yaml.ejs}\n`, "providers/base/outputs/images.yaml.ejs": template };
}

test("an addon whose images nobody has read is shown as unknown", () => {
  expect(imagesOf()).toEqual({ images: [{ for: "addon", component: "net", source: "test" }], diagnostics: [] });
});

test("an addon's images are those of the version for the minor", () => {
  const versions = (treeWith().get("addons/net/versions.yaml") ?? "").replace(
    "chart: 2.0.0,",
    `chart: 2.0.0, images: [{image: "quay.io/net/agent:v2.0.0", digest: "${digest}"}, {image: "quay.io/net/operator:v2.0.0"}],`,
  );
  expect(imagesOf({ "addons/net/versions.yaml": versions }).images).toEqual([
    { for: "addon", component: "net", image: "quay.io/net/agent:v2.0.0", digest, source: "test" },
    { for: "addon", component: "net", image: "quay.io/net/operator:v2.0.0", source: "test" },
  ]);
});

test("nodes pull what their layer says for the version", () => {
  const template = "- {component: kube-proxy, image: <%= `registry.example.com/kube-proxy:v${kubernetes.version}` %>, source: test}\n";
  expect(imagesOf(withNodeImages(template)).images[0]).toEqual({
    for: "node",
    component: "kube-proxy",
    image: "registry.example.com/kube-proxy:v1.36.4",
    source: "test",
  });
});

test("machines boot the image of the version, and what is not known of it is left out", () => {
  const row = '{kubernetes: "1.36.4", url: "https://images.example.com/a.qcow2", format: qcow2, minDiskGB: 20, source: release notes}';
  const facts = `${smallTree["providers/metal/versions.yaml"] ?? ""}nodeImages:\n  - ${row}\n`;
  expect(imagesOf({ "providers/metal/versions.yaml": facts }).images[0]).toEqual({
    for: "machine",
    component: "node image for 1.36.4",
    url: "https://images.example.com/a.qcow2",
    format: "qcow2",
    minDiskGB: 20,
    source: "release notes",
  });
});

test.each(["- kube-proxy\n", "- {component: kube-proxy, source: test}\n", "- {component: a, image: b:1, source: test, tag: 2}\n"])(
  "the entry %j is refused",
  (template) => {
    expect(imagesOf(withNodeImages(template)).diagnostics).toMatchObject([
      { code: "CS1102", file: "providers/base/outputs/images.yaml.ejs" },
    ]);
  },
);
