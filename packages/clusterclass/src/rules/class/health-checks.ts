import type { HealthCheck } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { isHealthCheckDefined, maxInFlight, nodeStartupTimeout, unhealthyLimit } from "../primitives/health-check.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { type ClassRuleInput, machineDeploymentClasses } from "./input.ts";

const file = "core/webhooks/admission/machinehealthcheck.go";
const controlPlaneField = "spec.controlPlane.healthCheck";

/** The health checks of the control plane and of machine deployment classes. */
export const healthCheckRules: readonly Rule<ClassRuleInput>[] = [
  {
    id: "CC-09",
    title: "The start-up timeout of a health check is 0 or at least 30 seconds",
    source: clusterApi(file, "validateMachineHealthCheckNodeStartupTimeoutSeconds"),
    check: (input) => [...forControlPlane(input, nodeStartupTimeout), ...forWorkers(input, nodeStartupTimeout)],
  },
  {
    id: "CC-10",
    title: "The limit of unhealthy machines is an integer or a percentage",
    source: clusterApi(file, "validateMachineHealthCheckUnhealthyLessThanOrEqualTo"),
    check: (input) => [...forControlPlane(input, unhealthyLimit), ...forWorkers(input, unhealthyLimit)],
  },
  {
    id: "CC-11",
    title: "The number of machines remediated at once is an integer or a percentage",
    source: clusterApi("core/webhooks/admission/machinedeployment.go", "validateRemediationMaxInFlight"),
    check: (input) => forWorkers(input, maxInFlight),
  },
  {
    id: "CC-12",
    title: "A control plane health check needs control plane machines",
    source: clusterApi("core/webhooks/admission/clusterclass.go", "validateMachineHealthCheckClasses"),
    check: (input) => forControlPlane(input, (_, field) => machinesMissing(input, field)),
  },
];

type HealthCheckRule = (healthCheck: HealthCheck, field: string) => FieldError[];

function forControlPlane({ spec }: ClassRuleInput, check: HealthCheckRule): FieldError[] {
  const { healthCheck } = spec.controlPlane;
  return isHealthCheckDefined(healthCheck) ? check(healthCheck, controlPlaneField) : [];
}

function forWorkers({ spec }: ClassRuleInput, check: HealthCheckRule): FieldError[] {
  return machineDeploymentClasses(spec).flatMap(({ workerClass, byName }) =>
    isHealthCheckDefined(workerClass.healthCheck) ? check(workerClass.healthCheck, `${byName}.healthCheck`) : [],
  );
}

function machinesMissing({ spec }: ClassRuleInput, field: string): FieldError[] {
  if (spec.controlPlane.machineInfrastructure) return [];
  return [
    {
      field,
      message: "there are no control plane machines to check; set spec.controlPlane.machineInfrastructure or drop the health check",
    },
  ];
}
