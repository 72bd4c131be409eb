import { expect, test } from "vitest";
import { defaultFeatureGates } from "../feature-gates.ts";
import { classInput, classSpec, poolClass, workerClass } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { taintRules } from "./taints.ts";

const places = [
  "spec.controlPlane.taints",
  "spec.workers.machineDeployments[default-worker].taints",
  "spec.workers.machinePools[default-pool].taints",
];

function tainted(key: string, gate = true) {
  const taints = [{ key, effect: "NoSchedule", propagation: "Always" }];
  const spec = {
    controlPlane: { ...classSpec().controlPlane, taints },
    workers: { machineDeployments: [workerClass({ taints })], machinePools: [poolClass({ taints })] },
  };
  return classInput(spec, { gates: { ...defaultFeatureGates, MachineTaintPropagation: gate } });
}

test.each(["example.com/gpu", "node.kubernetes.io/out-of-service", "node-role.kubernetes.io/control-plane"])(
  "the taint %s is accepted",
  (key) => {
    expect(findings(taintRules, tainted(key))).toEqual([]);
  },
);

test("taints need the gate MachineTaintPropagation", () => {
  expect(findings(taintRules, tainted("example.com/gpu", false))).toEqual(places.map((place) => `CC-17 ${place}`));
});

test.each([
  "node.cluster.x-k8s.io/uninitialized",
  "node.cluster.x-k8s.io/outdated-revision",
  "node.kubernetes.io/not-ready",
  "node.cloudprovider.kubernetes.io/x",
  "node-role.kubernetes.io/master",
])("the reserved taint %s is refused", (key) => {
  expect(findings(taintRules, tainted(key))).toEqual(places.map((place) => `CC-18 ${place}[0].key`));
});

test.each(["a b", "a/b/c", "a".repeat(64), "/x"])("%j is no taint key", (key) => {
  expect(findings(taintRules, tainted(key))).toEqual(places.map((place) => `CC-19 ${place}[0].key`));
});
