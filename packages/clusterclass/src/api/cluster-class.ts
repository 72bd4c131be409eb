import type { Json, JsonObject } from "./json.ts";
import type { KubernetesObject } from "./objects.ts";

/** An integer, or text that should be a percentage (`25%`). */
export type IntOrString = number | string;

/** How a class names a template: the apiVersion is compared literally. */
export interface TemplateReference {
  apiVersion: string;
  kind: string;
  name: string;
}

export interface TemplateMetadata {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

export interface MachineTaint {
  key: string;
  value?: string;
  effect: string;
  propagation: string;
}

export interface HealthCheckChecks {
  nodeStartupTimeoutSeconds?: number;
  unhealthyNodeConditions?: JsonObject[];
  unhealthyMachineConditions?: JsonObject[];
}

export interface HealthCheckRemediation {
  maxInFlight?: IntOrString;
  templateRef?: TemplateReference;
  triggerIf?: { unhealthyLessThanOrEqualTo?: IntOrString; unhealthyInRange?: string };
}

/** A health check of a class or a topology; `enabled` exists in topologies only. */
export interface HealthCheck {
  enabled?: boolean;
  checks?: HealthCheckChecks;
  remediation?: HealthCheckRemediation;
}

export interface Rollout {
  after?: string;
  strategy?: { type?: string; rollingUpdate?: { maxSurge?: IntOrString; maxUnavailable?: IntOrString } };
}

/** How long the deletion of a machine may take; `order` exists in machine deployments only. */
export interface Deletion {
  order?: string;
  nodeDrainTimeoutSeconds?: number;
  nodeVolumeDetachTimeoutSeconds?: number;
  nodeDeletionTimeoutSeconds?: number;
}

export interface Naming {
  template?: string;
}

/** What machine deployment classes and machine pool classes have in common. */
export interface WorkerClass {
  class: string;
  bootstrap: { templateRef: TemplateReference };
  infrastructure: { templateRef: TemplateReference };
  metadata?: TemplateMetadata;
  naming?: Naming;
  taints?: MachineTaint[];
  deletion?: Deletion;
  minReadySeconds?: number;
  /** Machine pool classes only. */
  failureDomains?: string[];
}

export interface MachineDeploymentClass extends WorkerClass {
  healthCheck?: HealthCheck;
  rollout?: Rollout;
  failureDomain?: string;
  readinessGates?: JsonObject[];
}

export interface MatchResources {
  infrastructureCluster?: boolean;
  controlPlane?: boolean;
  machineDeploymentClass?: { names?: string[] };
  machinePoolClass?: { names?: string[] };
}

export interface PatchSelector {
  apiVersion: string;
  kind: string;
  matchResources: MatchResources;
}

export interface JsonPatch {
  op: string;
  path: string;
  value?: Json;
  valueFrom?: { template?: string; variable?: string };
}

export interface PatchDefinition {
  selector: PatchSelector;
  jsonPatches: JsonPatch[];
}

export interface ExternalPatch {
  generatePatchesExtension?: string;
  validateTopologyExtension?: string;
  discoverVariablesExtension?: string;
  settings?: Record<string, string>;
}

export interface ClassPatch {
  name: string;
  description?: string;
  enabledIf?: string;
  definitions?: PatchDefinition[];
  external?: ExternalPatch;
}

/** A variable of a class; the schema is read by `variables/`. */
export interface ClassVariable {
  name: string;
  required: boolean;
  schema: { openAPIV3Schema: JsonObject };
  deprecatedV1Beta1Metadata?: TemplateMetadata;
}

/** `spec` of a ClusterClass (cluster.x-k8s.io/v1beta2), as far as rules and evaluation read it. */
export interface ClusterClassSpec {
  infrastructure: { templateRef: TemplateReference; naming?: Naming };
  controlPlane: {
    templateRef: TemplateReference;
    machineInfrastructure?: { templateRef: TemplateReference };
    metadata?: TemplateMetadata;
    naming?: Naming;
    healthCheck?: HealthCheck;
    taints?: MachineTaint[];
    deletion?: Deletion;
    readinessGates?: JsonObject[];
  };
  workers?: { machineDeployments?: MachineDeploymentClass[]; machinePools?: WorkerClass[] };
  kubernetesVersions?: string[];
  patches?: ClassPatch[];
  variables?: ClassVariable[];
  upgrade?: { external?: { generateUpgradePlanExtension?: string } };
}

/** The typed view of a class that passed the schema of its CustomResourceDefinition; before that the shape is not promised. */
export function clusterClassSpec(clusterClass: KubernetesObject): ClusterClassSpec {
  return clusterClass.spec as unknown as ClusterClassSpec;
}
