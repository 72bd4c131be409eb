import { describe, expect, test } from "vitest";
import { clusterClassSpec } from "../api/cluster-class.ts";
import { example, machinePatch } from "../testing/example.ts";
import { judgeClass } from "./judge-class.ts";
import { add } from "./testing/judged-example.ts";

test("J18: machines have a health check, by the class", () => {
  const { clusterClass, templates } = example();
  const withoutChecks = judgeClass(clusterClass, templates).findings.map(({ rule, field }) => `${rule} ${field}`);
  expect(withoutChecks).toEqual(["CC-J18 spec.controlPlane.healthCheck", "CC-J18 spec.workers.machineDeployments[0].healthCheck"]);
  const healthCheck = { checks: { unhealthyNodeConditions: [{ type: "Ready", status: "False", timeoutSeconds: 300 }] } };
  const spec = clusterClassSpec(clusterClass);
  const workers = { machineDeployments: spec.workers!.machineDeployments!.map((worker) => ({ ...worker, healthCheck })) };
  const checked = example({ spec: { controlPlane: { ...spec.controlPlane, healthCheck }, workers } });
  expect(judgeClass(checked.clusterClass, checked.templates).findings).toEqual([]);
});

describe("what cannot be decided is said", () => {
  test("patches of extensions and templates that are missing", () => {
    const external = [{ name: "e", external: { generatePatchesExtension: "x" } }];
    const { clusterClass, templates } = example({ patches: external });
    expect(judgeClass(clusterClass, templates).undecided).toContainEqual(expect.objectContaining({ field: "spec.patches[0]" }));
    const plain = example();
    expect(judgeClass(plain.clusterClass, new Map()).undecided.filter(({ field }) => field === "spec")).toHaveLength(5);
  });

  test("a patch that no values were found for", () => {
    const patches = [machinePatch("p", add("a", 1), '{{ eq .builtin.cluster.name "production" }}')];
    const { clusterClass, templates } = example({ patches });
    expect(judgeClass(clusterClass, templates).undecided).toContainEqual(expect.objectContaining({ field: "spec.patches[0]" }));
  });
});

test("conditions that only ask whether objects are empty are tried with all combinations of that", () => {
  const names = ["a", "b", "c", "d"];
  const number = { type: "integer", minimum: 1, maximum: 9 };
  const properties = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`n${index}`, number]));
  const variables = names.map((name) => ({ name, required: false, schema: { openAPIV3Schema: { type: "object", properties } } }));
  const reading = names.map((name) => machinePatch(name, add(name, 1), `{{ not (empty .${name}.n0) }}`));
  const condition = `{{ or ${names.map((name) => `(not (empty .${name}))`).join(" ")} }}`;
  const { clusterClass, templates } = example({ variables, patches: [...reading, machinePatch("all", add("all", 1), condition)] });
  expect(judgeClass(clusterClass, templates).undecided.filter(({ field }) => field.startsWith("spec."))).toEqual([]);
});
