import { Failure, stringMapAt } from "../api/fields.ts";
import { asJson, type KubernetesObject } from "../api/objects.ts";
import { coreGroup } from "./well-known.ts";

/** The contract that a kind follows at an API version; `ambiguous` if the CRD lists the version under two contracts. */
export interface ContractVersion {
  contract: string;
  ambiguous: boolean;
}

/** Groups whose kinds serve both contracts, each under the API version of the same name. */
const kubeadmGroups = ["controlplane.cluster.x-k8s.io", "bootstrap.cluster.x-k8s.io"];

/**
 * Looks up the contract in the labels of the CustomResourceDefinition. Without one in the input it is assumed: control plane and bootstrap
 * kinds serve v1beta1 and v1beta2, other kinds follow the contract of the same name if their version is v1beta2, else v1beta1.
 * Source: Cluster API v1.14.0, internal/contract/version.go, GetContractVersionForVersion.
 */
export function contractVersionOf(
  kind: { group: string; version: string; kind: string },
  crds: readonly KubernetesObject[],
): ContractVersion | Failure {
  const crd = crds.find(({ metadata }) => metadata?.name === `${plural(kind.kind)}.${kind.group}`);
  const found = contracts(crd === undefined ? assumedLabels(kind) : (stringMapAt(asJson(crd), ["metadata", "labels"]) ?? {}), kind.version);
  const [contract] = found.toSorted().reverse();
  if (contract === undefined) {
    return new Failure(`no contract label lists version ${kind.version} of ${kind.kind}.${kind.group}; add its CustomResourceDefinition`);
  }
  return { contract, ambiguous: found.length > 1 };
}

function contracts(crdLabels: Record<string, string>, version: string): string[] {
  const prefix = `${coreGroup}/`;
  return Object.entries(crdLabels)
    .filter(([key, versions]) => key.startsWith(prefix) && versions.split("_").includes(version))
    .map(([key]) => key.slice(prefix.length));
}

function assumedLabels({ group, version }: { group: string; version: string }): Record<string, string> {
  const [v1beta1, v1beta2] = [`${coreGroup}/v1beta1`, `${coreGroup}/v1beta2`];
  if (kubeadmGroups.includes(group)) return { [v1beta1]: "v1beta1", [v1beta2]: "v1beta2" };
  return version === "v1beta2" ? { [v1beta2]: version } : { [v1beta1]: version };
}

/** The plural in the name of a CustomResourceDefinition. */
function plural(kind: string): string {
  const word = kind.toLowerCase();
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return `${word}s`;
}
