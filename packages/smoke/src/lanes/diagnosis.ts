import { type ClusterObject, conditionOf } from "../programs/kubectl.ts";

/** Conditions that say why a Cluster does not come about, those first that others follow from. */
const telling: readonly (readonly [kind: string, types: readonly string[]])[] = [
  ["ClusterClass", ["VariablesReady", "RefVersionsUpToDate"]],
  ["Cluster", ["TopologyReconciled"]],
  ["KubeadmControlPlane", ["CertificatesAvailable"]],
  ["Machine", ["BootstrapConfigReady", "InfrastructureReady", "NodeHealthy", "Ready"]],
  ["Cluster", ["InfrastructureReady", "ControlPlaneInitialized", "Available"]],
];

/** Reasons that only say that something is waited for, which something else holds up. */
const waiting = /^(Waiting|Not|Probe|Reconciling|InternalError$)|Provisioning/;

/**
 * Why a Cluster does not come about, in one sentence, from the conditions of all its objects; undefined where nothing is wrong with them. A
 * condition that names a cause goes before one that waits for something, and the control plane before what waits for it.
 */
export function diagnosisOf(objects: readonly ClusterObject[]): string | undefined {
  const sorted = objects.toSorted((one, other) => Number(isOfControlPlane(other)) - Number(isOfControlPlane(one)));
  const unmet = telling.flatMap(([kind, types]) =>
    sorted.filter((object) => object.kind === kind).flatMap((object) => types.flatMap((type) => unmetCondition(object, type))),
  );
  const [cause] = [...unmet.filter(({ reason }) => !waiting.test(reason)), ...unmet];
  if (cause === undefined) return undefined;
  const { subject, type, reason, message } = cause;
  return `${subject}: ${patchFailure(message) ?? `${type} is not true: ${firstLine(message) || reason}`}`;
}

function isOfControlPlane({ metadata }: ClusterObject): boolean {
  return metadata.labels?.["cluster.x-k8s.io/control-plane"] !== undefined;
}

interface UnmetCondition {
  subject: string;
  type: string;
  reason: string;
  message: string;
}

function unmetCondition(object: ClusterObject, type: string): UnmetCondition[] {
  const condition = conditionOf(object, type);
  if (condition?.status !== "False") return [];
  return [{ subject: `${object.kind} ${object.metadata.name}`, type, reason: condition.reason ?? "", message: condition.message ?? "" }];
}

/** "patch X failed because variable Y is unset", from what the patch engine says (Cluster API v1.14.0, core/reconcilers/topology/cluster/patches). */
function patchFailure(message: string): string | undefined {
  const patch = /patch "([^"]+)"/.exec(message)?.[1];
  if (patch === undefined) return undefined;
  const variable =
    /map has no entry for key "([^"]+)"|failed to (?:get|lookup) variable "?([\w.]+)"?|variable "?([\w.]+)"? (?:does not exist|not found)/.exec(
      message,
    );
  const name = variable?.slice(1).find((group) => group !== undefined);
  const why = name === undefined ? lastPart(message) : `variable ${name} is unset`;
  return `patch ${patch} failed because ${why}`;
}

/** Errors of Go say what was tried first, and what went wrong last. */
function lastPart(message: string): string {
  return firstLine(message).split(": ").slice(-3).join(": ");
}

function firstLine(message: string): string {
  return (
    message
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.replace(/^\* /, "")
      .trim() ?? ""
  );
}
