import type { FieldError } from "../../api/errors.ts";
import { fieldAt } from "../../api/fields.ts";
import type { JsonObject } from "../../api/json.ts";
import type { KubeadmControlPlaneSpec } from "../../api/kubeadm.ts";
import { asJson, type KubernetesObject } from "../../api/objects.ts";
import { type Rule, runRules } from "../rule.ts";
import { type ControlPlaneUpdate, controlPlaneUpdateRules, controlPlaneVersionRule } from "../update/control-plane.ts";
import { controlPlaneTemplateUpdateRule } from "../update/control-plane-template.ts";
import {
  type ClusterNames,
  machineDeploymentUpdateRule,
  machineHealthCheckUpdateRule,
  machinePoolUpdateRule,
} from "../update/same-cluster.ts";
import type { AdmissionOptions } from "./options.ts";
import { type ObjectVerdict, validateObject } from "./validate-object.ts";

type ErrorsOfUpdate = (old: KubernetesObject, next: KubernetesObject) => FieldError[];

const updateErrors: Readonly<Record<string, ErrorsOfUpdate>> = {
  KubeadmControlPlane: (old, next) => runRules([...controlPlaneUpdateRules, controlPlaneVersionRule], controlPlaneUpdate(old, next)),
  KubeadmControlPlaneTemplate: (old, next) => {
    const [before, after] = [old, next].map((object) => fieldAt(asJson(object), ["spec", "template", "spec"]) ?? {});
    return runRules([controlPlaneTemplateUpdateRule], { old: before as JsonObject, spec: after as JsonObject });
  },
  MachineDeployment: sameCluster(machineDeploymentUpdateRule),
  MachinePool: sameCluster(machinePoolUpdateRule),
  MachineHealthCheck: sameCluster(machineHealthCheckUpdateRule),
};

/**
 * What the API server of a management cluster would say about an object that replaces another: as `validateObject`, and the update webhook of the
 * kind. Only a change of status, or of an object that is deleted, could be seen otherwise there.
 */
export function validateUpdate(old: KubernetesObject, next: KubernetesObject, options: AdmissionOptions = {}): ObjectVerdict | undefined {
  const verdict = validateObject(next, options);
  const errorsOf = updateErrors[next.kind];
  // A template is not looked at again: it may only stay what it is.
  if (verdict?.layer !== "webhook" || errorsOf === undefined) return verdict;
  const isTemplate = next.kind === "KubeadmControlPlaneTemplate";
  return { ...verdict, errors: [...(isTemplate ? [] : verdict.errors), ...errorsOf(old, next)] };
}

/** The findings about two states of a control plane of which the topology controller decides the version. */
export function refusedControlPlane(old: KubernetesObject, next: KubernetesObject): FieldError[] {
  return runRules(controlPlaneUpdateRules, controlPlaneUpdate(old, next));
}

function controlPlaneUpdate(old: KubernetesObject, next: KubernetesObject): ControlPlaneUpdate {
  const [before, after] = [old, next].map(({ spec }) => (spec ?? {}) as KubeadmControlPlaneSpec & JsonObject);
  return { metadata: next.metadata, old: before!, spec: after! };
}

function sameCluster(rule: Rule<ClusterNames>): ErrorsOfUpdate {
  return (old, next) => runRules([rule], { old: String(old.spec?.["clusterName"] ?? ""), name: String(next.spec?.["clusterName"] ?? "") });
}
