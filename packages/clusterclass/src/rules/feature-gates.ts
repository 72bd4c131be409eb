/** The feature gates of Cluster API's controllers that rules depend on. */
export interface FeatureGates {
  ClusterTopology: boolean;
  RuntimeSDK: boolean;
  MachineTaintPropagation: boolean;
  KubeadmBootstrapFormatIgnition: boolean;
  MachinePool: boolean;
  MachineSetPreflightChecks: boolean;
}

/**
 * What an evaluation assumes unless told otherwise: Cluster API v1.14.0's own defaults, and the three gates that a management
 * cluster for cluster stacks switches on.
 */
export const defaultFeatureGates: FeatureGates = {
  ClusterTopology: true,
  RuntimeSDK: true,
  MachineTaintPropagation: true,
  KubeadmBootstrapFormatIgnition: false,
  MachinePool: true,
  MachineSetPreflightChecks: true,
};
