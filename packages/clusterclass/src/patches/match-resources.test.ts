import { expect, test } from "vitest";
import { kinds } from "../testing/example.ts";
import { matchesClassName, matchesSelector } from "./match-resources.ts";

const machine = { template: { ...kinds.machine }, holder: "machineDeployment", className: "gpu-large" } as const;

test("apiVersion and kind are compared as they are written", () => {
  const matchResources = { machineDeploymentClass: { names: ["*"] } };
  expect(matchesSelector(machine, { ...kinds.machine, matchResources })).toBe(true);
  expect(matchesSelector(machine, { ...kinds.machine, apiVersion: "infrastructure.cluster.x-k8s.io/v1beta2", matchResources })).toBe(false);
  expect(matchesSelector(machine, { ...kinds.bootstrap, matchResources })).toBe(false);
});

test("controlPlane stands for the control plane and for its machines", () => {
  const selector = { ...kinds.machine, matchResources: { controlPlane: true, machinePoolClass: { names: ["*"] } } };
  expect(matchesSelector({ ...machine, holder: "controlPlaneMachine" }, selector)).toBe(true);
  expect(matchesSelector({ ...machine, holder: "machinePool" }, selector)).toBe(true);
  expect(matchesSelector(machine, selector)).toBe(false);
  expect(matchesSelector({ ...machine, holder: "infrastructureCluster" }, selector)).toBe(false);
});

test("a class is named exactly, by its start, by its end, or by a star", () => {
  for (const pattern of ["gpu-large", "gpu*", "*large", "*"]) expect(matchesClassName("gpu-large", pattern), pattern).toBe(true);
  for (const pattern of ["gpu", "*gpu", "large*", "g*e"]) expect(matchesClassName("gpu-large", pattern), pattern).toBe(false);
});
