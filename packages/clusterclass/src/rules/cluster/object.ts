import type { FieldError } from "../../api/errors.ts";
import { parsePrefix } from "../../schema/formats/ip-address.ts";
import { labelValueProblems } from "../primitives/names.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { ClusterRuleInput } from "./input.ts";

const file = "core/webhooks/admission/cluster.go";

/** Rules for every Cluster, with or without a topology. */
export const clusterObjectRules: readonly Rule<ClusterRuleInput>[] = [
  { id: "CL-01", title: "The name of a Cluster is a label value", source: clusterApi(file, "validate"), check: checkName },
  {
    id: "CL-02",
    title: "References to control plane and infrastructure stay once they are set",
    source: clusterApi(file, "validate"),
    check: checkReferences,
  },
  {
    id: "CL-03",
    title: "Pod and service networks are CIDR blocks",
    source: clusterApi(file, "validateCIDRBlocks"),
    check: ({ spec }) => [
      ...checkBlocks(spec.clusterNetwork?.pods?.cidrBlocks, "spec.clusterNetwork.pods.cidrBlocks"),
      ...checkBlocks(spec.clusterNetwork?.services?.cidrBlocks, "spec.clusterNetwork.services.cidrBlocks"),
    ],
  },
];

function checkName({ metadata }: ClusterRuleInput): FieldError[] {
  return labelValueProblems(metadata.name ?? "").map((problem) => ({
    field: "metadata.name",
    message: `${metadata.name} ${problem}, and the name becomes a label`,
  }));
}

function checkReferences({ spec, old }: ClusterRuleInput): FieldError[] {
  return (["infrastructureRef", "controlPlaneRef"] as const)
    .filter((name) => old?.spec[name] && !spec[name])
    .map((name) => ({ field: `spec.${name}`, message: "cannot be removed" }));
}

function checkBlocks(blocks: string[] | undefined, field: string): FieldError[] {
  return (blocks ?? []).flatMap((block, i) =>
    parsePrefix(block) ? [] : [{ field: `${field}[${i}]`, message: `${JSON.stringify(block)} is not a CIDR block` }],
  );
}
