import { expect, test } from "vitest";
import { defaultFeatureGates } from "../feature-gates.ts";
import { classInput } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { classGateRule } from "./gate.ts";

test("classes are accepted with the gate ClusterTopology only", () => {
  expect(findings([classGateRule], classInput())).toEqual([]);
  expect(findings([classGateRule], classInput({}, { gates: { ...defaultFeatureGates, ClusterTopology: false } }))).toEqual(["CC-01 "]);
});
