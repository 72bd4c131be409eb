import { expect, test } from "vitest";
import type { IntOrString } from "../../api/cluster-class.ts";
import { classInput, workerClass } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { rolloutRules } from "./rollout.ts";

const field = "spec.workers.machineDeployments[default-worker].rollout.strategy.rollingUpdate";

function rollingUpdate(maxSurge: IntOrString, maxUnavailable: IntOrString) {
  const rollout = { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge, maxUnavailable } } };
  return classInput({ workers: { machineDeployments: [workerClass({ rollout })] } });
}

test.each<[IntOrString, IntOrString]>([
  [1, 0],
  ["25%", "+10%"],
  ["0%", 0],
  [0, "0%"],
])("%s and %s are accepted", (maxSurge, maxUnavailable) => {
  expect(findings(rolloutRules, rollingUpdate(maxSurge, maxUnavailable))).toEqual([]);
});

test.each<[IntOrString, IntOrString, string[]]>([
  ["1", 1, [`CC-07 ${field}.maxSurge`]],
  [1, "x%", [`CC-07 ${field}.maxUnavailable`]],
  ["9223372036854775808%", 1, [`CC-07 ${field}.maxSurge`]],
  [0, 0, [`CC-08 ${field}`]],
])("%s and %s are refused", (maxSurge, maxUnavailable, expected) => {
  expect(findings(rolloutRules, rollingUpdate(maxSurge, maxUnavailable))).toEqual(expected);
});
