import { expect, test } from "vitest";
import { classInput, ref, workerClass } from "../testing/class-fixture.ts";
import { findings as findingsOf } from "../testing/findings.ts";
import { referenceRules } from "./references.ts";

function findings(input = classInput()) {
  return findingsOf(referenceRules, input);
}

test("references with name, kind and apiVersion are accepted", () => {
  expect(findings()).toEqual([]);
});

test("each part of a reference is required, at upstream's old field names", () => {
  const empty = { apiVersion: "", kind: "", name: "" };
  expect(findings(classInput({ infrastructure: { templateRef: empty } }))).toEqual([
    "CC-02 spec.infrastructure.ref.name",
    "CC-03 spec.infrastructure.ref.kind",
    "CC-04 spec.infrastructure.ref.apiVersion",
  ]);
});

test("a kind must be more than the word Template", () => {
  expect(findings(classInput({ controlPlane: { templateRef: ref("Template", "x") } }))).toEqual(["CC-03 spec.controlPlane.ref.kind"]);
});

test("control plane machines and both templates of a worker class are looked at", () => {
  const input = classInput({
    controlPlane: { templateRef: ref("KubeadmControlPlaneTemplate", "x"), machineInfrastructure: { templateRef: ref("DevMachine", "x") } },
    workers: {
      machineDeployments: [
        workerClass({ bootstrap: { templateRef: ref("KubeadmConfig", "x") }, infrastructure: { templateRef: ref("DevMachine", "x") } }),
      ],
    },
  });
  expect(findings(input)).toEqual([
    "CC-03 spec.controlPlane.machineInfrastructure.ref.kind",
    "CC-03 spec.workers.machineDeployments[0].template.bootstrap.ref.kind",
    "CC-03 spec.workers.machineDeployments[0].template.infrastructure.ref.kind",
  ]);
});

test("an apiVersion has at most one slash", () => {
  const templateRef = { apiVersion: "a/b/v1", kind: "DevClusterTemplate", name: "x" };
  expect(findings(classInput({ infrastructure: { templateRef } }))).toEqual(["CC-04 spec.infrastructure.ref.apiVersion"]);
});
