import { fieldAt } from "../api/fields.ts";
import type { Json, JsonObject } from "../api/json.ts";

/** How far a rolling replacement may go at one moment, in machines. */
export interface RolloutLimits {
  /** Machines wanted; null if something else sets the number (an autoscaler). */
  replicas: number | null;
  /** Machines that may be missing below that number; null if unknown. */
  maxUnavailable: number | null;
  /** Machines that may exist above that number; null if unknown. */
  maxSurge: number | null;
  /** `OnDelete`: no machine is replaced until somebody deletes it. */
  manual: boolean;
}

/**
 * Limits of a MachineDeployment with the defaults of its webhook (surge 1, unavailable 0). Percentages are of the replicas, surge rounded up,
 * unavailable rounded down, and both may not be 0.
 * Source: Cluster API v1.14.0, core/webhooks/admission/machinedeployment.go; machinedeployment/mdutil/util.go, ResolveFenceposts.
 */
export function machineDeploymentLimits(machineDeployment: JsonObject): RolloutLimits {
  const strategy = fieldAt(machineDeployment, ["spec", "rollout", "strategy"]);
  const replicas = numberAt(machineDeployment);
  if (fieldAt(strategy, ["type"]) === "OnDelete") return { replicas, maxUnavailable: 0, maxSurge: 0, manual: true };
  const maxSurge = machines(fieldAt(strategy, ["rollingUpdate", "maxSurge"]) ?? 1, replicas, Math.ceil);
  const unavailable = machines(fieldAt(strategy, ["rollingUpdate", "maxUnavailable"]) ?? 0, replicas, Math.floor);
  const maxUnavailable = maxSurge === 0 && unavailable === 0 ? 1 : unavailable;
  return { replicas, maxSurge, manual: false, maxUnavailable: clamp(maxUnavailable, replicas) };
}

/** Limits of a KubeadmControlPlane: one machine more by default, one less with a surge of 0. */
export function controlPlaneLimits(controlPlane: JsonObject): RolloutLimits {
  const surge = fieldAt(controlPlane, ["spec", "rollout", "strategy", "rollingUpdate", "maxSurge"]) ?? 1;
  const maxSurge = Number(surge) === 0 ? 0 : 1;
  return { replicas: numberAt(controlPlane), maxSurge, maxUnavailable: 1 - maxSurge, manual: false };
}

function numberAt(object: JsonObject): number | null {
  const replicas = fieldAt(object, ["spec", "replicas"]);
  return typeof replicas === "number" ? replicas : null;
}

function machines(amount: Json, replicas: number | null, round: (value: number) => number): number | null {
  if (typeof amount === "number") return amount;
  const percent = /^([0-9]+)%$/.exec(String(amount));
  return percent === null || replicas === null ? null : round((Number(percent[1]) * replicas) / 100);
}

function clamp(value: number | null, replicas: number | null): number | null {
  return value === null || replicas === null ? value : Math.min(value, replicas);
}
