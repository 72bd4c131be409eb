import type { JsonObject } from "../api/json.ts";
import { finding, type JudgementFinding } from "./finding.ts";
import { componentFlags, kubeadmFeatureGates } from "./kubeadm-settings.ts";
import type { KubernetesFacts } from "./provider-facts.ts";

/** Flags and feature gates in the kubeadm configuration of an object that a Kubernetes minor no longer has. */
export function removedSettings(object: JsonObject, subject: string, { minor, removed = {} }: KubernetesFacts): JudgementFinding[] {
  const flags = componentFlags(object);
  const goneFlags = flags.filter(({ component, name }) => removed.flags?.[component]?.includes(name));
  const goneGates = kubeadmFeatureGates(object).filter(({ name }) => removed.kubeadmFeatureGates?.includes(name));
  const componentGates = flags
    .filter(({ name }) => name === "feature-gates")
    .flatMap(({ component, value, field }) => gateNames(value).map((name) => ({ component, name, field })))
    .filter(({ name }) => removed.featureGates?.includes(name));
  return [
    ...goneFlags.map(({ component, name, field }) =>
      finding("CC-J03", field, `${component} of Kubernetes ${minor} has no flag --${name}`, { subject }),
    ),
    ...goneGates.map(({ name, field }) => finding("CC-J04", field, `kubeadm of ${minor} has no feature gate ${name}`, { subject })),
    ...componentGates.map(({ component, name, field }) =>
      finding("CC-J04", field, `${component} of Kubernetes ${minor} has no feature gate ${name}`, { subject }),
    ),
  ];
}

/** `A=true,B=false` */
function gateNames(value: string): string[] {
  return value.split(",").map((gate) => gate.split("=")[0]!.trim());
}
