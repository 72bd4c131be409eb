import type { HealthCheck } from "../api/cluster-class.ts";
import { compact, fieldAt } from "../api/fields.ts";
import type { Json, JsonObject } from "../api/json.ts";
import { nameOf } from "../api/objects.ts";
import { ownerReference } from "./from-template.ts";
import { coreApiVersion, labels } from "./well-known.ts";

/** Seconds until a machine must have a node, where neither class nor topology says. */
const defaultStartupTimeout = 600;

/**
 * The MachineHealthCheck of a control plane or a MachineDeployment; `undefined` if none is wanted. A health check in the topology
 * replaces checks and remediation of the class completely.
 * Source: Cluster API v1.14.0, exp/topology/scope/blueprint.go; desired_state.go, computeMachineHealthCheck.
 */
export function healthCheckObject(
  cluster: JsonObject,
  target: JsonObject,
  selector: Record<string, string>,
  topology: HealthCheck | undefined,
  ofClass: HealthCheck | undefined,
): JsonObject | undefined {
  const chosen = isDefined(topology) ? topology : isDefined(ofClass) ? ofClass : undefined;
  if (chosen === undefined || topology?.enabled === false) return undefined;
  const clusterName = nameOf(cluster);
  return {
    apiVersion: coreApiVersion,
    kind: "MachineHealthCheck",
    metadata: {
      name: nameOf(target),
      namespace: fieldAt(target, ["metadata", "namespace"])!,
      labels: { [labels.owned]: "", [labels.clusterName]: clusterName },
      ownerReferences: [ownerReference(cluster)],
    },
    spec: compact({
      clusterName,
      selector: { matchLabels: selector },
      checks: compact({
        nodeStartupTimeoutSeconds: chosen.checks?.nodeStartupTimeoutSeconds ?? defaultStartupTimeout,
        unhealthyNodeConditions: chosen.checks?.unhealthyNodeConditions,
        unhealthyMachineConditions: chosen.checks?.unhealthyMachineConditions,
      }),
      remediation: compact({
        triggerIf: chosen.remediation?.triggerIf as Json | undefined,
        templateRef: chosen.remediation?.templateRef as Json | undefined,
      }),
    }),
  };
}

/** `maxInFlight` counts as well: it is part of the remediation. */
function isDefined(healthCheck: HealthCheck | undefined): healthCheck is HealthCheck {
  return [healthCheck?.checks, healthCheck?.remediation].some((part) => part !== undefined && Object.keys(part).length > 0);
}
