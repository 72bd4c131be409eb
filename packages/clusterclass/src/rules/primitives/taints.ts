import type { MachineTaint } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import type { FeatureGates } from "../feature-gates.ts";
import { qualifiedNameProblems } from "./names.ts";

/** Taints need the gate MachineTaintPropagation; `field` is the path of the list. */
export function taintsNeedGate(taints: MachineTaint[] | undefined, field: string, gates: FeatureGates): FieldError[] {
  if (gates.MachineTaintPropagation || !taints?.length) return [];
  return [{ field, message: "taints need the feature gate MachineTaintPropagation" }];
}

/** Keys that Cluster API, nodes, cloud controllers or kubeadm manage themselves are refused. */
export function reservedTaintKeys(taints: MachineTaint[] | undefined, field: string): FieldError[] {
  return (taints ?? []).flatMap(({ key }, i) =>
    isReserved(key) ? [{ field: `${field}[${i}].key`, message: `key ${JSON.stringify(key)} is reserved` }] : [],
  );
}

/** A taint key has the form of a label key. */
export function taintKeyForm(taints: MachineTaint[] | undefined, field: string): FieldError[] {
  return (taints ?? []).flatMap(({ key }, i) =>
    qualifiedNameProblems(key).map((problem) => ({ field: `${field}[${i}].key`, message: `key ${JSON.stringify(key)} ${problem}` })),
  );
}

function isReserved(key: string): boolean {
  return (
    key === "node.cluster.x-k8s.io/uninitialized" ||
    key === "node.cluster.x-k8s.io/outdated-revision" ||
    (key.startsWith("node.kubernetes.io/") && key !== "node.kubernetes.io/out-of-service") ||
    key.startsWith("node.cloudprovider.kubernetes.io/") ||
    key === "node-role.kubernetes.io/master"
  );
}
