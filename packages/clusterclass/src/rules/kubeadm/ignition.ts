import type { FieldError } from "../../api/errors.ts";
import { isDefined } from "../primitives/defined.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { KubeadmConfigInput } from "./input.ts";

const source = clusterApi("bootstrap/kubeadm/webhooks/admission/kubeadmconfig.go", "validateIgnition");
const unsupported = "is not supported with format ignition";

/** Ignition as the format of bootstrap data: alpha, and without some of what cloud-init can do. */
export const ignitionRules: readonly Rule<KubeadmConfigInput>[] = [
  { id: "KC-06", title: "Ignition needs the feature gate KubeadmBootstrapFormatIgnition", source, check: checkGate },
  {
    id: "KC-07",
    title: "ignition is set only with format ignition",
    source,
    check: ({ config, field, gates }) =>
      gates.KubeadmBootstrapFormatIgnition && config.format !== "ignition" && isDefined(config.ignition)
        ? [{ field: `${field}.format`, message: "ignition is set; set the format to ignition, too" }]
        : [],
  },
  {
    id: "KC-08",
    title: "What Ignition cannot do is not asked for",
    source,
    check: (input) => (input.gates.KubeadmBootstrapFormatIgnition && input.config.format === "ignition" ? checkSupport(input) : []),
  },
];

function checkGate({ config, field, gates }: KubeadmConfigInput): FieldError[] {
  if (gates.KubeadmBootstrapFormatIgnition) return [];
  const message = "needs the feature gate KubeadmBootstrapFormatIgnition";
  const format = config.format === "ignition" ? [{ field: `${field}.format`, message }] : [];
  return isDefined(config.ignition) ? [...format, { field: `${field}.ignition`, message }] : format;
}

function checkSupport({ config, field }: KubeadmConfigInput): FieldError[] {
  const refused: string[] = [];
  for (const [i, user] of (config.users ?? []).entries()) if (user.inactive) refused.push(`users[${i}].inactive`);
  for (const [i, file] of (config.files ?? []).entries()) if (file.encoding?.startsWith("gzip")) refused.push(`files[${i}].encoding`);
  if (config.bootCommands) refused.push("bootCommands");
  for (const [i, { tableType }] of (config.diskSetup?.partitions ?? []).entries()) {
    if (tableType && tableType !== "gpt") refused.push(`diskSetup.partitions[${i}].tableType`);
  }
  for (const [i, filesystem] of (config.diskSetup?.filesystems ?? []).entries()) {
    if (filesystem.replaceFS) refused.push(`diskSetup.filesystems[${i}].replaceFS`);
    if (filesystem.partition) refused.push(`diskSetup.filesystems[${i}].partition`);
  }
  return refused.map((place) => ({ field: `${field}.${place}`, message: unsupported }));
}
