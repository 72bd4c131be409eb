import type { HealthCheck } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { isDefined } from "./defined.ts";
import { amount } from "./rollout.ts";

/** True if a health check says what to check or how to remediate; `enabled` alone does not define one. */
export function isHealthCheckDefined(healthCheck: HealthCheck | undefined): healthCheck is HealthCheck {
  return isDefined(healthCheck?.checks) || isDefined(healthCheck?.remediation);
}

/** The start-up timeout of nodes is 0 (off) or at least 30 seconds; `field` is the path of the health check. */
export function nodeStartupTimeout(healthCheck: HealthCheck, field: string): FieldError[] {
  const seconds = healthCheck.checks?.nodeStartupTimeoutSeconds;
  if (seconds === undefined || seconds === 0 || seconds >= 30) return [];
  return [{ field: `${field}.checks.nodeStartupTimeoutSeconds`, message: `${seconds} is below 30; use 0 to switch the timeout off` }];
}

/** The number of unhealthy machines up to which remediation works is an integer or a percentage. */
export function unhealthyLimit(healthCheck: HealthCheck, field: string): FieldError[] {
  return amount(
    healthCheck.remediation?.triggerIf?.unhealthyLessThanOrEqualTo,
    `${field}.remediation.triggerIf.unhealthyLessThanOrEqualTo`,
  );
}

/** The number of machines remediated at the same time is an integer or a percentage. */
export function maxInFlight(healthCheck: HealthCheck, field: string): FieldError[] {
  return amount(healthCheck.remediation?.maxInFlight, `${field}.remediation.maxInFlight`);
}
