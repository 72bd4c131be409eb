import type { FieldError } from "../../api/errors.ts";
import { isDefined } from "../primitives/defined.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { fileAndUserRules } from "./files-and-users.ts";
import { ignitionRules } from "./ignition.ts";
import type { KubeadmConfigInput } from "./input.ts";

const file = "bootstrap/kubeadm/webhooks/admission/kubeadmconfig.go";

/** The rules for every KubeadmConfigSpec: in a KubeadmConfig, in a control plane, and in the templates of both. */
export const kubeadmConfigRules: readonly Rule<KubeadmConfigInput>[] = [
  ...fileAndUserRules,
  ...ignitionRules,
  {
    id: "KC-09",
    title: "Partitions share at most 100 percent of a disk",
    source: clusterApi(file, "validateDiskSetup"),
    check: checkPartitions,
  },
  {
    id: "KC-10",
    title: "A discovery user has authProvider or exec, not both",
    source: clusterApi(file, "Validate"),
    check: checkDiscoveryUser,
  },
  {
    id: "KC-11",
    title: "The component timeout of a control plane is the same for init and join",
    source: clusterApi(file, "Validate"),
    check: checkTimeouts,
  },
];

function checkPartitions({ config, field }: KubeadmConfigInput): FieldError[] {
  return (config.diskSetup?.partitions ?? []).flatMap(({ diskLayout }, i) => {
    const sum = (diskLayout ?? []).reduce((total, { percentage }) => total + (percentage ?? 0), 0);
    return sum > 100
      ? [{ field: `${field}.diskSetup.partitions[${i}].diskLayout`, message: `the partitions need ${sum} percent of the disk` }]
      : [];
  });
}

// Upstream writes the field as `kubeconfig`.
function checkDiscoveryUser({ config, field }: KubeadmConfigInput): FieldError[] {
  const user = config.joinConfiguration?.discovery?.file?.kubeConfig?.user;
  if (!isDefined(user?.authProvider) || !isDefined(user?.exec)) return [];
  return [{ field: `${field}.joinConfiguration.discovery.file.kubeconfig.user`, message: "both authProvider and exec are set; drop one" }];
}

function checkTimeouts({ config, field, ofControlPlane }: KubeadmConfigInput): FieldError[] {
  const name = "timeouts.controlPlaneComponentHealthCheckSeconds";
  const init = config.initConfiguration?.timeouts?.controlPlaneComponentHealthCheckSeconds;
  const join = config.joinConfiguration?.timeouts?.controlPlaneComponentHealthCheckSeconds;
  if (!ofControlPlane || init === join) return [];
  const message = `the timeout is ${init ?? "not set"} for init and ${join ?? "not set"} for join; set both to the same`;
  return ["initConfiguration", "joinConfiguration"].map((configuration) => ({ field: `${field}.${configuration}.${name}`, message }));
}
