import type { MachineRollout } from "@cstack/clusterclass";
import type { ClusterState } from "./machines.ts";

/** Comparisons of what was seen of a changed Cluster with what its plan said. Groups are named as plans name them. */

function uids(group: string, { groups }: ClusterState): string[] {
  return groups.get(group)?.machines.map(({ uid }) => uid) ?? [];
}

/** What became of the machines that a group had. */
export function fateOf(group: string, before: ClusterState, after: ClusterState): string {
  const [old, now] = [uids(group, before), uids(group, after)];
  const kept = old.filter((uid) => now.includes(uid)).length;
  if (kept === old.length) return "kept";
  return kept === 0 ? "replaced" : `${kept} of ${old.length} kept`;
}

/** Machines of a group that were gone, or going, at some moment. */
export function lost(group: string, before: ClusterState, seen: readonly ClusterState[]): string[] {
  const old = uids(group, before);
  return seen.flatMap(({ groups }) => {
    const staying = (groups.get(group)?.machines ?? []).filter(({ deleting }) => !deleting).map(({ uid }) => uid);
    return old.filter((uid) => !staying.includes(uid)).map((uid) => `${group}: ${uid} is gone`);
  });
}

/**
 * Moments at which a group had more machines, or fewer, than its limits allow. A MachineDeployment counts those that are available; a
 * KubeadmControlPlane removes an old machine as soon as the components on the new one are healthy, available or not.
 */
export function exceededLimits({ machines: group, limits }: MachineRollout, seen: readonly ClusterState[]): string[] {
  const { replicas, maxSurge, maxUnavailable } = limits;
  const most = (replicas ?? 0) + (maxSurge ?? 0);
  const least = (replicas ?? 0) - (maxUnavailable ?? 0);
  return seen.flatMap(({ groups }) => {
    const alive = (groups.get(group)?.machines ?? []).filter(({ deleting }) => !deleting);
    const counted = alive.filter(({ available }) => group === "controlPlane" || available);
    return alive.length > most || counted.length < least ? [`${group}: ${alive.length} machines, ${counted.length} that count`] : [];
  });
}

/** Groups of an earlier step that got their last new machine after the first one of this group. */
export function overtaken(roll: MachineRollout, rolls: readonly MachineRollout[], before: ClusterState, after: ClusterState): string[] {
  const first = Math.min(...newMachines(roll.machines, before, after));
  return rolls
    .filter(({ step, machines }) => step < roll.step && Math.max(...newMachines(machines, before, after)) > first)
    .map(({ machines }) => `${roll.machines} did not wait for ${machines}`);
}

/** When the machines that are new in a group were created. */
function newMachines(group: string, before: ClusterState, after: ClusterState): number[] {
  const old = uids(group, before);
  return (after.groups.get(group)?.machines ?? []).filter(({ uid }) => !old.includes(uid)).map(({ created }) => created);
}
