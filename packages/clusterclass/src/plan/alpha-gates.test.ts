import { expect, test } from "vitest";
import { example } from "../testing/example.ts";
import { planCluster } from "./plan-cluster.ts";

test("taints are planned, with a warning about the gate that they need", () => {
  const taints = [{ key: "example.com/t", effect: "NoSchedule", propagation: "Always" }];
  const plan = planCluster(example({ topology: { controlPlane: { taints } } }));
  expect(plan.errors).toEqual([]);
  expect(plan.warnings).toEqual([expect.stringContaining("MachineTaintPropagation")]);
});

test("a class without alpha features has no warnings", () => {
  expect(planCluster(example()).warnings).toEqual([]);
});
