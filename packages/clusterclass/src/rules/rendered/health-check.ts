import type { HealthCheck } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { isObject, type JsonObject } from "../../api/json.ts";
import { nodeStartupTimeout, unhealthyLimit } from "../primitives/health-check.ts";
import { isEmptySelector, selectorProblem } from "../primitives/label-selector.ts";
import { clusterApi, type Rule } from "../rule.ts";

/** `spec` of a MachineHealthCheck (cluster.x-k8s.io/v1beta2), as far as rules read it. */
export interface HealthCheckSpec extends HealthCheck {
  clusterName?: string;
  selector?: JsonObject;
}

const file = "core/webhooks/admission/machinehealthcheck.go";

/** The rules of a MachineHealthCheck that a topology becomes. */
export const machineHealthCheckRules: readonly Rule<HealthCheckSpec>[] = [
  { id: "MHC-01", title: "The selector is valid and selects something", source: clusterApi(file, "validate"), check: checkSelector },
  { id: "MHC-02", title: "The selector does not name another Cluster", source: clusterApi(file, "validate"), check: checkCluster },
  {
    id: "MHC-03",
    title: "The start-up timeout of a health check is 0 or at least 30 seconds",
    source: clusterApi(file, "validateMachineHealthCheckNodeStartupTimeoutSeconds"),
    check: (spec) => nodeStartupTimeout(spec, "spec"),
  },
  {
    id: "MHC-04",
    title: "The limit of unhealthy machines is an integer or a percentage",
    source: clusterApi(file, "validateMachineHealthCheckUnhealthyLessThanOrEqualTo"),
    check: (spec) => unhealthyLimit(spec, "spec"),
  },
];

function checkSelector({ selector = {} }: HealthCheckSpec): FieldError[] {
  const problem = selectorProblem(selector) ?? (isEmptySelector(selector) ? "the selector is empty" : undefined);
  return problem ? [{ field: "spec.selector", message: problem }] : [];
}

function checkCluster({ selector, clusterName }: HealthCheckSpec): FieldError[] {
  const labels = selector?.["matchLabels"];
  const named = isObject(labels) ? labels["cluster.x-k8s.io/cluster-name"] : undefined;
  return named === undefined || named === (clusterName ?? "")
    ? []
    : [{ field: "spec.selector", message: "the selector names another Cluster than clusterName" }];
}
