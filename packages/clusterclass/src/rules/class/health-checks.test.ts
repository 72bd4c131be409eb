import { expect, test } from "vitest";
import type { HealthCheck } from "../../api/cluster-class.ts";
import { classInput, classSpec, workerClass } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { healthCheckRules } from "./health-checks.ts";

const worker = "spec.workers.machineDeployments[default-worker].healthCheck";

function ofBoth(healthCheck: HealthCheck) {
  const { controlPlane } = classSpec();
  return classInput({ controlPlane: { ...controlPlane, healthCheck }, workers: { machineDeployments: [workerClass({ healthCheck })] } });
}

test.each([0, 30, 600])("a start-up timeout of %i seconds is accepted", (nodeStartupTimeoutSeconds) => {
  expect(findings(healthCheckRules, ofBoth({ checks: { nodeStartupTimeoutSeconds } }))).toEqual([]);
});

test("a start-up timeout below 30 seconds is refused", () => {
  expect(findings(healthCheckRules, ofBoth({ checks: { nodeStartupTimeoutSeconds: 29 } }))).toEqual([
    "CC-09 spec.controlPlane.healthCheck.checks.nodeStartupTimeoutSeconds",
    `CC-09 ${worker}.checks.nodeStartupTimeoutSeconds`,
  ]);
});

test("limits are integers or percentages", () => {
  expect(findings(healthCheckRules, ofBoth({ remediation: { maxInFlight: 2, triggerIf: { unhealthyLessThanOrEqualTo: "40%" } } }))).toEqual(
    [],
  );
  expect(
    findings(healthCheckRules, ofBoth({ remediation: { maxInFlight: "two", triggerIf: { unhealthyLessThanOrEqualTo: "40" } } })),
  ).toEqual([
    "CC-10 spec.controlPlane.healthCheck.remediation.triggerIf.unhealthyLessThanOrEqualTo",
    `CC-10 ${worker}.remediation.triggerIf.unhealthyLessThanOrEqualTo`,
    `CC-11 ${worker}.remediation.maxInFlight`,
  ]);
});

test("a control plane health check needs control plane machines; an empty one is none", () => {
  const { templateRef } = classSpec().controlPlane;
  const checks = { nodeStartupTimeoutSeconds: 0 };
  expect(findings(healthCheckRules, classInput({ controlPlane: { templateRef, healthCheck: { checks } } }))).toEqual([
    "CC-12 spec.controlPlane.healthCheck",
  ]);
  expect(findings(healthCheckRules, classInput({ controlPlane: { templateRef, healthCheck: { checks: {} } } }))).toEqual([]);
});
