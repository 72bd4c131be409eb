import type { ClusterClassSpec } from "../../api/cluster-class.ts";
import { finding, type JudgementFinding } from "../finding.ts";

/** Groups of machines without a health check (CC-J18); control planes without machines of their own and machine pools can have none. */
export function judgeHealthChecks({ controlPlane, workers }: ClusterClassSpec): JudgementFinding[] {
  const groups = [
    ...(controlPlane.machineInfrastructure === undefined ? [] : [{ field: "spec.controlPlane", healthCheck: controlPlane.healthCheck }]),
    ...(workers?.machineDeployments ?? []).map(({ healthCheck }, index) => ({
      field: `spec.workers.machineDeployments[${index}]`,
      healthCheck,
    })),
  ];
  const without = groups.filter(({ healthCheck }) => healthCheck?.checks === undefined);
  return without.map(({ field }) => finding("CC-J18", `${field}.healthCheck`, "machines that are not ready stay as they are"));
}
