import { classGateRule } from "./class/gate.ts";
import { classRules } from "./class/index.ts";
import { clusterRules } from "./cluster/index.ts";
import { kubeadmConfigRules } from "./kubeadm/config.ts";
import { controlPlaneRules } from "./kubeadm/control-plane.ts";
import { sharedControlPlaneRules } from "./kubeadm/control-plane-shared.ts";
import { configTemplateRules, controlPlaneTemplateGateRule, controlPlaneTemplateRules } from "./kubeadm/templates.ts";
import { machineHealthCheckRules } from "./rendered/health-check.ts";
import { machineDeploymentRules } from "./rendered/machine-deployment.ts";
import { machinePoolRules } from "./rendered/machine-pool.ts";
import type { RuleSource } from "./rule.ts";
import { compatibilityRules } from "./update/compatibility.ts";
import { controlPlaneUpdateRules, controlPlaneVersionRule } from "./update/control-plane.ts";
import { controlPlaneTemplateUpdateRule } from "./update/control-plane-template.ts";
import { inUseRules } from "./update/in-use.ts";
import { machineDeploymentUpdateRule, machineHealthCheckUpdateRule, machinePoolUpdateRule } from "./update/same-cluster.ts";

/** A rule as documentation shows it. */
export interface RuleDescription {
  id: string;
  title: string;
  source: RuleSource;
  /** What the rule is about. */
  object: string;
}

/** All rules that can refuse an object, grouped by what they are about. */
export const ruleCatalogue: readonly RuleDescription[] = [
  ...described("ClusterClass", [classGateRule, ...classRules]),
  ...described("ClusterClass that replaces another", [...compatibilityRules, ...inUseRules]),
  ...described("Cluster with a topology", clusterRules),
  ...described("KubeadmControlPlaneTemplate", [controlPlaneTemplateGateRule, ...controlPlaneTemplateRules, controlPlaneTemplateUpdateRule]),
  ...described("KubeadmControlPlane and its template", sharedControlPlaneRules),
  ...described("KubeadmControlPlane", [...controlPlaneRules, ...controlPlaneUpdateRules, controlPlaneVersionRule]),
  ...described("KubeadmConfigTemplate", configTemplateRules),
  ...described("KubeadmConfigSpec", kubeadmConfigRules),
  ...described("MachineDeployment", [...machineDeploymentRules, machineDeploymentUpdateRule]),
  ...described("MachinePool", [...machinePoolRules, machinePoolUpdateRule]),
  ...described("MachineHealthCheck", [...machineHealthCheckRules, machineHealthCheckUpdateRule]),
];

function described(object: string, rules: readonly Omit<RuleDescription, "object">[]): RuleDescription[] {
  return rules.map(({ id, title, source }) => ({ id, title, source, object }));
}
