import type { Deletion, HealthCheck, MachineTaint, Rollout, TemplateMetadata } from "./cluster-class.ts";
import type { Json, JsonObject } from "./json.ts";
import type { KubernetesObject } from "./objects.ts";

export interface ClusterVariable {
  name: string;
  value: Json;
}

/** What the topologies of machine deployments and machine pools have in common. */
export interface WorkerTopology {
  name: string;
  class: string;
  metadata?: TemplateMetadata;
  replicas?: number;
  taints?: MachineTaint[];
  variables?: { overrides?: ClusterVariable[] };
  deletion?: Deletion;
  minReadySeconds?: number;
  /** Machine pools only. */
  failureDomains?: string[];
}

export interface MachineDeploymentTopology extends WorkerTopology {
  healthCheck?: HealthCheck;
  rollout?: Rollout;
  failureDomain?: string;
  readinessGates?: JsonObject[];
}

/** `spec.topology` of a Cluster (cluster.x-k8s.io/v1beta2), as far as rules read it. */
export interface ClusterTopology {
  classRef: { name: string; namespace?: string };
  version: string;
  controlPlane?: {
    metadata?: TemplateMetadata;
    replicas?: number;
    healthCheck?: HealthCheck;
    taints?: MachineTaint[];
    variables?: { overrides?: ClusterVariable[] };
    deletion?: Deletion;
    readinessGates?: JsonObject[];
    rollout?: Rollout;
  };
  workers?: { machineDeployments?: MachineDeploymentTopology[]; machinePools?: WorkerTopology[] };
  variables?: ClusterVariable[];
}

/** `spec` of a Cluster with a topology. */
export interface ClusterSpec {
  topology?: ClusterTopology;
  clusterNetwork?: { pods?: { cidrBlocks?: string[] }; services?: { cidrBlocks?: string[] }; serviceDomain?: string };
  controlPlaneRef?: JsonObject;
  infrastructureRef?: JsonObject;
}

/** The typed view of a Cluster that passed the schema of its CustomResourceDefinition; before that the shape is not promised. */
export function clusterSpec(cluster: KubernetesObject): ClusterSpec {
  return (cluster.spec ?? {}) as unknown as ClusterSpec;
}
