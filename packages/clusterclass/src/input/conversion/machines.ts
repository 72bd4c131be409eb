import type { Json, JsonObject } from "../../api/json.ts";
import { defined, eachItem, group, inside, objectOf, seconds } from "./fields.ts";

/** What classes and topologies of v1beta1 say about machines, in the fields of v1beta2; both have the same names. */
export interface MachineFields {
  /** The fields that v1beta2 has. */
  fields: Record<string, Json | undefined>;
  /** What stood under other names and is now in `fields`; the rest is unchanged. */
  rest: JsonObject;
}

/** Deletion timeouts, health check and rollout of a control plane, machine deployment or machine pool. */
export function convertMachines(object: JsonObject): MachineFields {
  const { nodeDrainTimeout, nodeVolumeDetachTimeout, nodeDeletionTimeout, machineHealthCheck, strategy, rollout, ...rest } = object;
  const { remediation, rollingUpdate, type } = objectOf(strategy);
  const { deletePolicy, ...amounts } = objectOf(rollingUpdate);
  const healthCheck = inside(machineHealthCheck, convertHealthCheck);
  const maxInFlight = objectOf(remediation)["maxInFlight"];
  return {
    rest,
    fields: {
      deletion: group({
        order: deletePolicy,
        nodeDrainTimeoutSeconds: seconds(nodeDrainTimeout),
        nodeVolumeDetachTimeoutSeconds: seconds(nodeVolumeDetachTimeout),
        nodeDeletionTimeoutSeconds: seconds(nodeDeletionTimeout),
      }),
      healthCheck: maxInFlight === undefined ? healthCheck : withMaxInFlight(objectOf(healthCheck), maxInFlight),
      rollout: group({ ...objectOf(rollout), strategy: strategyOf(type, amounts) }),
    },
  };
}

function strategyOf(type: Json | undefined, amounts: JsonObject): JsonObject | undefined {
  return group({ type, rollingUpdate: Object.keys(amounts).length > 0 ? amounts : undefined });
}

function withMaxInFlight(healthCheck: JsonObject, maxInFlight: Json): JsonObject {
  return { ...healthCheck, remediation: { ...objectOf(healthCheck["remediation"]), maxInFlight } };
}

function convertHealthCheck(healthCheck: JsonObject): JsonObject {
  const { enable, unhealthyConditions, unhealthyMachineConditions, nodeStartupTimeout, maxUnhealthy, unhealthyRange, remediationTemplate } =
    healthCheck;
  return defined({
    enabled: enable,
    checks: group({
      unhealthyNodeConditions: eachItem(unhealthyConditions, convertCondition),
      unhealthyMachineConditions: eachItem(unhealthyMachineConditions, convertCondition),
      nodeStartupTimeoutSeconds: seconds(nodeStartupTimeout),
    }),
    remediation: group({
      triggerIf: group({ unhealthyLessThanOrEqualTo: maxUnhealthy, unhealthyInRange: unhealthyRange }),
      templateRef: inside(remediationTemplate, ({ apiVersion, kind, name }) => defined({ apiVersion, kind, name })),
    }),
  });
}

function convertCondition({ timeout, ...condition }: JsonObject): JsonObject {
  return { ...condition, ...defined({ timeoutSeconds: seconds(timeout) }) };
}
