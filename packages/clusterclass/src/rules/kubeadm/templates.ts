import type { TemplateMetadata } from "../../api/cluster-class.ts";
import type { FeatureGates } from "../feature-gates.ts";
import { annotationsAreValid, labelsAreValid } from "../primitives/metadata.ts";
import { clusterApi, type Rule } from "../rule.ts";

/** What the rules look at that are about a template and not about its content. */
export interface TemplateInput {
  /** `spec.template.metadata` */
  metadata: TemplateMetadata | undefined;
  gates: FeatureGates;
}

const controlPlane = "controlplane/kubeadm/webhooks/admission/kubeadmcontrolplanetemplate.go";
const config = clusterApi("bootstrap/kubeadm/webhooks/admission/kubeadmconfigtemplate.go", "validate");
const field = "spec.template.metadata";

/** Without this gate nothing else of a KubeadmControlPlaneTemplate is looked at. */
export const controlPlaneTemplateGateRule: Rule<TemplateInput> = {
  id: "KCPT-01",
  title: "Control plane templates need the feature gate ClusterTopology",
  source: clusterApi(controlPlane, "ValidateCreate"),
  check: ({ gates }) =>
    gates.ClusterTopology ? [] : [{ field: "spec", message: "KubeadmControlPlaneTemplates need the feature gate ClusterTopology" }],
};

/** The metadata of a KubeadmControlPlaneTemplate. */
export const controlPlaneTemplateRules: readonly Rule<TemplateInput>[] = [
  {
    id: "KCPT-02",
    title: "Labels of the control plane are valid",
    source: clusterApi(controlPlane, "ValidateCreate"),
    check: ({ metadata }) => labelsAreValid(metadata, field),
  },
  {
    id: "KCPT-03",
    title: "Annotations of the control plane are valid",
    source: clusterApi(controlPlane, "ValidateCreate"),
    check: ({ metadata }) => annotationsAreValid(metadata, field),
  },
];

/** The metadata of a KubeadmConfigTemplate. */
export const configTemplateRules: readonly Rule<TemplateInput>[] = [
  {
    id: "KCT-01",
    title: "Labels of the bootstrap configuration are valid",
    source: config,
    check: ({ metadata }) => labelsAreValid(metadata, field),
  },
  {
    id: "KCT-02",
    title: "Annotations of the bootstrap configuration are valid",
    source: config,
    check: ({ metadata }) => annotationsAreValid(metadata, field),
  },
];
