import { expect, test } from "vitest";
import { example, kinds } from "../testing/example.ts";
import { diffDocuments, planDocuments } from "./from-documents.ts";

const { clusterClass, templates, clusters } = example();
const newer = example({ className: "newer" }).clusterClass;

/** Documents as text: JSON is YAML. */
function text(...documents: object[]): string {
  return documents.map((document) => JSON.stringify(document)).join("\n---\n");
}

test("a text with a class, its templates and a Cluster is planned", () => {
  const plan = planDocuments(text(clusterClass, ...templates.values(), ...clusters));
  expect(plan.errors).toEqual([]);
  expect(plan.objects.map(({ role }) => role)).toContain("machineDeployment/md-0");
});

test("two Clusters are the one before and the one to plan", () => {
  expect(planDocuments(text(clusterClass, ...templates.values(), ...clusters, ...clusters)).rollout).toEqual({ objects: [], rolls: [] });
});

test("text that is no YAML, and the wrong number of documents, are errors of the input", () => {
  for (const wrong of ["{", text(...templates.values()), text(clusterClass), text(clusterClass, ...clusters, ...clusters, ...clusters)]) {
    expect(planDocuments(wrong).errors, wrong.slice(0, 60)).toMatchObject([{ stage: "input" }]);
  }
});

test("a missing template is an error of the class", () => {
  const others = [...templates.values()].filter(({ kind }) => kind !== kinds.bootstrap.kind);
  expect(planDocuments(text(clusterClass, ...others, ...clusters)).errors).toMatchObject([{ stage: "class", layer: "references" }]);
});

test("two classes in a text are compared, the old one first", () => {
  expect(diffDocuments(text(clusterClass, newer, ...templates.values(), ...clusters))).toMatchObject({
    errors: [],
    update: [],
    rebase: [],
    clusters: [{ cluster: "mine", rollout: { rolls: [] } }],
  });
  expect(diffDocuments(text(clusterClass)).errors).toMatchObject([{ stage: "input" }]);
});
