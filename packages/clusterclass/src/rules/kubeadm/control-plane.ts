import type { FieldError } from "../../api/errors.ts";
import { isDefined } from "../primitives/defined.ts";
import { parseVersion } from "../primitives/versions.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { KubeadmControlPlaneInput } from "./input.ts";

const source = clusterApi("controlplane/kubeadm/webhooks/admission/kubeadmcontrolplane.go", "validateKubeadmControlPlaneSpec");

/** The rules that only a KubeadmControlPlane has, not its template. Missing replicas are defaulted to 1, a missing `v` of the version is added. */
export const controlPlaneRules: readonly Rule<KubeadmControlPlaneInput>[] = [
  {
    id: "KCP-16",
    title: "A control plane has at least one replica",
    source,
    check: ({ spec, field }) =>
      (spec.replicas ?? 1) > 0 ? [] : [{ field: `${field}.replicas`, message: `${spec.replicas} replicas are too few` }],
  },
  { id: "KCP-17", title: "A control plane with its own etcd has an odd number of replicas", source, check: checkOdd },
  { id: "KCP-18", title: "The template of the machines is named", source, check: checkMachines },
  {
    id: "KCP-19",
    title: "The version is a semantic version",
    source,
    check: ({ spec, field }) => {
      const version = spec.version ?? "";
      return parseVersion(version.replace(/^v/, ""))
        ? []
        : [{ field: `${field}.version`, message: `${JSON.stringify(version)} is not v<major>.<minor>.<patch>` }];
    },
  },
];

function checkOdd({ spec, field }: KubeadmControlPlaneInput): FieldError[] {
  if (isDefined(spec.kubeadmConfigSpec?.clusterConfiguration?.etcd?.external) || (spec.replicas ?? 1) % 2 !== 0) return [];
  return [{ field: `${field}.replicas`, message: `${spec.replicas} is even; etcd needs an odd number of members` }];
}

// Upstream writes the field as `machineTemplate.infrastructure`.
function checkMachines({ spec, field }: KubeadmControlPlaneInput): FieldError[] {
  const reference = spec.machineTemplate?.spec?.infrastructureRef;
  return (["apiGroup", "kind", "name"] as const)
    .filter((name) => !reference?.[name])
    .map((name) => ({ field: `${field}.machineTemplate.infrastructure.${name}`, message: "is empty" }));
}
