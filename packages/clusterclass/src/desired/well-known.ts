/** The API of Cluster API's own objects. */
export const coreApiVersion = "cluster.x-k8s.io/v1beta2";
export const coreGroup = "cluster.x-k8s.io";

/** Labels that the topology controller owns on everything it makes. Source: Cluster API v1.14.0, api/core/v1beta2/common_types.go. */
export const labels = {
  clusterName: "cluster.x-k8s.io/cluster-name",
  controlPlane: "cluster.x-k8s.io/control-plane",
  owned: "topology.cluster.x-k8s.io/owned",
  machineDeploymentName: "topology.cluster.x-k8s.io/deployment-name",
  machinePoolName: "topology.cluster.x-k8s.io/pool-name",
} as const;

/** Annotations of the same source. */
export const annotations = {
  clonedFromName: "cluster.x-k8s.io/cloned-from-name",
  clonedFromGroupKind: "cluster.x-k8s.io/cloned-from-groupkind",
  holdUpgradeSequence: "topology.cluster.x-k8s.io/hold-upgrade-sequence",
  deferUpgrade: "topology.cluster.x-k8s.io/defer-upgrade",
  upgradeStep: "topology.internal.cluster.x-k8s.io/upgrade-step",
  pendingHooks: "runtime.cluster.x-k8s.io/pending-hooks",
  lastApplied: "kubectl.kubernetes.io/last-applied-configuration",
} as const;

/** Stands for the five random characters of a generated name. */
export const randomPart = "xxxxx";

/** The UID of a Cluster that has none yet. */
export const noUid = "00000000-0000-0000-0000-000000000000";
