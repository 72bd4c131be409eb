import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { imagesIn, isOff, missingCharts, valuesOf } from "./addon-values.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-addon-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function addon(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { name: "net", stage: "AfterControlPlaneInitialized" as const, folder };
}

describe("an addon", () => {
  const input = { Cluster: { metadata: { name: "a" } }, InfraCluster: {} };

  it("gets values from its Cluster", () => {
    const values = valuesOf(addon({ "overwrite.yaml": "values: |\n  addon:\n    cluster: {{ .Cluster.metadata.name }}\n" }), input);
    expect(values).toBe("addon:\n  cluster: a\n");
  });

  it("says what is wrong where a value cannot be made", () => {
    expect(() => valuesOf(addon({ "overwrite.yaml": '{{ fail "no address yet" }}' }), input)).toThrow("no address yet");
  });

  it("is off where its switch says so", () => {
    expect([isOff("addon: {enabled: false}"), isOff("addon: {enabled: true}"), isOff("addon: {cluster: a}"), isOff("")]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("lacks the charts that are neither folders nor archives in it", () => {
    const dependencies = ["own", "packed", "far"].map((name) => ({ name, version: "1.0.0", repository: "https://charts.example.com" }));
    mkdirSync(join(folder, "charts", "own"), { recursive: true });
    writeFileSync(join(folder, "charts", "packed-1.0.0.tgz"), "");
    expect(missingCharts(addon({ "Chart.yaml": JSON.stringify({ dependencies }) }))).toEqual(["far 1.0.0 of https://charts.example.com"]);
  });
});

it("images are found in texts that pods are made of", () => {
  const pod = JSON.stringify('spec:\n  containers: [{name: helper, image: "c:1", command: [a]}]\n  initContainers:\n    - image: d\n');
  expect(imagesIn(`data: {pod.yaml: ${pod}}\n`)).toEqual(["c:1", "d"]);
});

it("images are found wherever containers stand", () => {
  const job = "spec: {jobTemplate: {spec: {template: {spec: {initContainers: [{image: b}], containers: [{image: a}, {image: b}]}}}}}";
  expect(imagesIn(`kind: Namespace\n---\n${job}\n`)).toEqual(["a", "b"]);
});
