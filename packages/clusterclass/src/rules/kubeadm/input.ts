import type { KubeadmConfigSpec, KubeadmControlPlaneSpec } from "../../api/kubeadm.ts";
import type { FeatureGates } from "../feature-gates.ts";

/** What the rules of a KubeadmConfigSpec look at; `field` is its path in the object. */
export interface KubeadmConfigInput {
  config: KubeadmConfigSpec;
  field: string;
  /** It belongs to a control plane or a control plane template. */
  ofControlPlane: boolean;
  gates: FeatureGates;
}

/** What the rules of a control plane and of its template look at; `field` is the path of the spec in the object. */
export interface KubeadmControlPlaneInput {
  spec: KubeadmControlPlaneSpec;
  field: string;
  gates: FeatureGates;
}
