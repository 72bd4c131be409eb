import { expect, test } from "vitest";
import type { TemplateMetadata } from "../../api/cluster-class.ts";
import { classInput, classSpec, poolClass, workerClass } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { metadataRules } from "./metadata.ts";

const places = [
  "spec.controlPlane.metadata",
  "spec.workers.machineDeployments[default-worker].template.metadata",
  "spec.workers.machinePools[default-pool].template.metadata",
];

function described(metadata: TemplateMetadata) {
  return classInput({
    controlPlane: { ...classSpec().controlPlane, metadata },
    workers: { machineDeployments: [workerClass({ metadata })], machinePools: [poolClass({ metadata })] },
  });
}

test("qualified keys are accepted, annotation keys in any case", () => {
  expect(
    findings(metadataRules, described({ labels: { "example.com/a": "", b_c: "d.e" }, annotations: { "Example.COM/Note": "any text" } })),
  ).toEqual([]);
});

test.each([{ "a b": "x" }, { "a/b/c": "x" }, { a: "not ok" }, { a: "x".repeat(64) }])("labels %j are refused", (labels) => {
  expect(findings(metadataRules, described({ labels }))).toEqual(places.map((place) => `CC-20 ${place}.labels`));
});

test.each<[Record<string, string>]>([[{ "": "x" }], [{ "_/x": "y" }], [{ big: "x".repeat(262_145) }]])(
  "annotations like these are refused",
  (annotations) => {
    expect(findings(metadataRules, described({ annotations }))).toEqual(places.map((place) => `CC-21 ${place}.annotations`));
  },
);
