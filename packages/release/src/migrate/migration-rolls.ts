import { clusterSpec, type KubernetesObject, type RolloutPlan } from "@cstack/clusterclass";
import type { MigrationFile } from "@cstack/model";

/** A group of machines that is replaced, and why. */
export interface MigrationRolls {
  /** `controlPlane`, `machineDeployment/<n>` or `machinePool/<n>`. */
  machines: string;
  /** null where something else sets the number. */
  replicas: number | null;
  reasons: string[];
}

/** What is replaced as the comparison with the class before says. */
export function plannedRolls({ rolls }: RolloutPlan): MigrationRolls[] {
  return rolls.map(({ machines, limits: { replicas }, reasons }) => ({ machines, replicas, reasons: reasons.map(({ rule }) => rule) }));
}

/**
 * What is replaced as far as it is known without the class before: everything where the Kubernetes version changes, and what the migration says. `cluster` is the
 * Cluster in v1beta2 shape. Pure.
 */
export function expectedRolls(
  cluster: KubernetesObject,
  version: { old: string; new: string },
  { rolls = [] }: Pick<MigrationFile, "rolls">,
): MigrationRolls[] {
  const { controlPlane, workers } = clusterSpec(cluster).topology ?? {};
  const groups = [
    { machines: "controlPlane", replicas: controlPlane?.replicas },
    ...(workers?.machineDeployments ?? []).map(({ name, replicas }) => ({ machines: `machineDeployment/${name}`, replicas })),
    ...(workers?.machinePools ?? []).map(({ name, replicas }) => ({ machines: `machinePool/${name}`, replicas })),
  ];
  const upgrade = version.old === version.new ? [] : [`Kubernetes ${version.old} → ${version.new}`];
  return groups
    .map(({ machines, replicas }) => {
      const group = machines === "controlPlane" ? "controlPlane" : "workers";
      const reasons = rolls.filter((roll) => roll.machines === "all" || roll.machines === group).map(({ reason }) => reason);
      return { machines, replicas: replicas ?? null, reasons: [...upgrade, ...reasons] };
    })
    .filter(({ reasons }) => reasons.length > 0);
}
