import type { IntOrString, MachineTaint, Naming, Rollout, TemplateMetadata } from "../../api/cluster-class.ts";
import type { JsonObject } from "../../api/json.ts";
import type { Metadata } from "../../api/objects.ts";
import type { FeatureGates } from "../feature-gates.ts";

/** `spec` of a MachineDeployment or a MachinePool (cluster.x-k8s.io/v1beta2), as far as rules read it. */
export interface MachineSetSpec {
  clusterName?: string;
  selector?: JsonObject;
  rollout?: Rollout;
  remediation?: { maxInFlight?: IntOrString };
  machineNaming?: Naming;
  template?: {
    metadata?: TemplateMetadata;
    spec?: {
      clusterName?: string;
      version?: string;
      bootstrap?: { configRef?: JsonObject; dataSecretName?: string };
      taints?: MachineTaint[];
    };
  };
}

/** What the rules of rendered machine deployments and pools look at. */
export interface MachineSetInput {
  metadata: Metadata;
  spec: MachineSetSpec;
  gates: FeatureGates;
}
