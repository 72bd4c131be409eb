import { clusterSpec } from "../api/cluster.ts";
import type { ClusterClassSpec } from "../api/cluster-class.ts";
import type { KubernetesObject } from "../api/objects.ts";

/**
 * What class and Cluster need beyond the gates that are on by default, as warnings. ClusterTopology is left out: without it there is no plan.
 * Source: Cluster API v1.14.0, feature/feature.go.
 */
export function alphaGateWarnings(ofClass: ClusterClassSpec, cluster: KubernetesObject): string[] {
  const warning = (what: string, gate: string) => `${what} needs the alpha feature gate ${gate} in the management cluster`;
  return [
    ...(usesTaints(ofClass, cluster) ? [warning("taints", "MachineTaintPropagation")] : []),
    ...(ofClass.upgrade?.external?.generateUpgradePlanExtension ? [warning("spec.upgrade.external", "RuntimeSDK")] : []),
  ];
}

function usesTaints({ controlPlane, workers }: ClusterClassSpec, cluster: KubernetesObject): boolean {
  const { topology } = clusterSpec(cluster);
  const places = [
    controlPlane,
    topology?.controlPlane,
    ...(workers?.machineDeployments ?? []),
    ...(workers?.machinePools ?? []),
    ...(topology?.workers?.machineDeployments ?? []),
    ...(topology?.workers?.machinePools ?? []),
  ];
  return places.some((place) => (place?.taints ?? []).length > 0);
}
