import type { DeliveredCluster } from "./delivered-cluster.ts";
import type { AddonRelease } from "./releases.ts";

/** Labels that name one Cluster, so that what is made for it selects no other: names of Clusters are unique in a namespace only. */
export function ownLabels({ name, namespace }: DeliveredCluster): Record<string, string> {
  return { "cstack.dev/cluster": name, "cstack.dev/namespace": namespace };
}

/** The label that says whether an addon is on, and its value where it is. */
export function switchLabel(addon: string): string {
  return `addons.cstack.dev/${addon}`;
}
export const switchedOn = "enabled";
export const switchedOff = "disabled";

/** The Cluster with its labels alone, for a server-side apply that leaves everything else to its owners. */
export function labelledCluster(cluster: DeliveredCluster, releases: readonly AddonRelease[]): unknown {
  const { name, namespace, object } = cluster;
  const switches = releases.map(({ addon, on }) => [switchLabel(addon), on ? switchedOn : switchedOff] as const);
  const labels = { ...ownLabels(cluster), ...Object.fromEntries(switches) };
  return { apiVersion: object["apiVersion"], kind: "Cluster", metadata: { name, namespace, labels } };
}
