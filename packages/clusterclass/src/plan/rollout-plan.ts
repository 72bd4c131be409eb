import type { WorkerTopology } from "../api/cluster.ts";
import { failed, fieldAt, stringMapAt } from "../api/fields.ts";
import type { JsonObject } from "../api/json.ts";
import { nameOf } from "../api/objects.ts";
import { desiredState } from "../desired/desired-state.ts";
import { patchedState } from "../desired/patched-state.ts";
import { annotations } from "../desired/well-known.ts";
import type { Evaluation } from "./evaluate-cluster.ts";
import { fieldChanges } from "./field-changes.ts";
import { kubeadmRolloutReasons, type RolloutReason } from "./kubeadm-rollout.ts";
import { type ObjectChange, objectChanges } from "./object-changes.ts";
import { controlPlaneLimits, machineDeploymentLimits, type RolloutLimits } from "./rollout-limits.ts";
import { type UpgradeSteps, upgradeSteps } from "./upgrade-steps.ts";

/** A group of machines that is replaced, and why. */
export interface MachineRollout {
  /** `controlPlane`, `machineDeployment/<n>` or `machinePool/<n>`. */
  machines: string;
  /** Position in the sequence, from 1; groups with the same number roll at the same time. */
  step: number;
  reasons: RolloutReason[];
  limits: RolloutLimits;
  /** Who decides: for kinds other than KubeadmControlPlane and MachineDeployment the provider may do it in place. */
  decidedBy: "Cluster API" | "provider";
  /** The topology defers the upgrade of this group; it stays at its version until the annotation is gone. */
  deferred: boolean;
}

/** A change of an object that its provider refuses: the topology controller fails at it for as long as it stands. */
export interface RefusedChange {
  rule: string;
  /** The object's role. */
  subject?: string;
  field: string;
  message: string;
  repair: string;
}

/** What becomes of an existing Cluster: the objects that change, and the machines that are replaced. */
export interface RolloutPlan {
  objects: ObjectChange[];
  rolls: MachineRollout[];
  /** Only if the Kubernetes version changes. */
  upgrade?: UpgradeSteps;
  /** Only where it was judged what the provider lets change. */
  refused?: RefusedChange[];
}

/**
 * Compares two evaluated states of a Cluster. Objects that exist keep their names, whatever the new class would call them.
 * Source: Cluster API v1.14.0, reconcile_state.go; machinedeployment/mdutil/util.go, MachineTemplateUpToDate; see kubeadm-rollout.ts.
 */
export function planRollout(before: Evaluation, after: Evaluation): RolloutPlan {
  const old = before.patched!.objects;
  const next = objectsWithNamesOf(old, after);
  const objects = objectChanges(old, next);
  const groups = [...old.keys()].filter((role) => next.has(role) && /^(controlPlane|(machineDeployment|machinePool)\/[^/]+)$/.test(role));
  const from = before.desired!.topology.version;
  const to = after.desired!.topology.version;
  const steps = upgradeSteps(from, to, after.input!.blueprint.spec.kubernetesVersions);
  const rolls = groups.flatMap((role) => rolloutOf(role, old, next, objects, after, from !== to));
  return { objects, rolls, ...(from === to ? {} : { upgrade: steps }) };
}

function objectsWithNamesOf(existing: ReadonlyMap<string, JsonObject>, after: Evaluation): Map<string, JsonObject> {
  const { objects } = after.patched!;
  const names = new Map([...existing].map(([role, object]) => [role, nameOf(object)]));
  if ([...objects].every(([role, object]) => (names.get(role) ?? nameOf(object)) === nameOf(object))) return objects;
  const desired = desiredState({ ...after.input!, names });
  return failed(desired) ? objects : patchedState(after.input!.blueprint, desired).objects;
}

function rolloutOf(
  role: string,
  before: ReadonlyMap<string, JsonObject>,
  after: ReadonlyMap<string, JsonObject>,
  changes: readonly ObjectChange[],
  evaluation: Evaluation,
  isUpgrade: boolean,
): MachineRollout[] {
  const [old, next] = [before.get(role)!, after.get(role)!];
  const reasons = [...objectReasons(role, old, next), ...templateReasons(role, changes)];
  if (reasons.length === 0) return [];
  const kind = String(next["kind"]);
  const decidedBy = kind === "KubeadmControlPlane" || kind === "MachineDeployment" ? "Cluster API" : "provider";
  const place = isUpgrade ? upgradePlace(role, evaluation) : { step: 1, deferred: false };
  return [{ machines: role, ...place, reasons, limits: limitsOf(role, next), decidedBy }];
}

function objectReasons(role: string, old: JsonObject, next: JsonObject): RolloutReason[] {
  if (role === "controlPlane" && next["kind"] === "KubeadmControlPlane") return kubeadmRolloutReasons(old, next);
  if (role === "controlPlane") {
    return [
      {
        role,
        rule: "another Kubernetes version",
        fields: fieldChanges(fieldAt(old, ["spec", "version"]), fieldAt(next, ["spec", "version"]), "spec.version"),
      },
    ].filter(({ fields }) => fields.length > 0);
  }
  const reason = (rule: string, path: string[]) => ({
    role,
    rule,
    fields: fieldChanges(fieldAt(old, path), fieldAt(next, path), path.join(".")),
  });
  return [
    reason("another Kubernetes version", ["spec", "template", "spec", "version"]),
    reason("another failure domain", ["spec", "template", "spec", "failureDomain"]),
    reason("machines older than spec.rollout.after, once that time has come", ["spec", "rollout", "after"]),
  ].filter(({ fields }) => fields.some((change) => change.new !== undefined || change.path !== "spec.rollout.after"));
}

function templateReasons(role: string, changes: readonly ObjectChange[]): RolloutReason[] {
  const templates = role === "controlPlane" ? ["controlPlaneMachineTemplate"] : [`${role}/bootstrap`, `${role}/infrastructure`];
  return changes
    .filter((change) => templates.includes(change.role) && (change.effect === "rotate" || role.startsWith("machinePool/")))
    .map(({ role: template, kind, fields }) => ({
      role: template,
      rule: `another ${kind}`,
      fields: fields.filter(({ path }) => path.startsWith("spec")),
    }))
    .filter(({ fields }) => fields.length > 0);
}

function limitsOf(role: string, object: JsonObject): RolloutLimits {
  if (role === "controlPlane") return controlPlaneLimits(object);
  if (role.startsWith("machineDeployment/")) return machineDeploymentLimits(object);
  const replicas = fieldAt(object, ["spec", "replicas"]);
  return { replicas: typeof replicas === "number" ? replicas : null, maxUnavailable: null, maxSurge: null, manual: false };
}

/**
 * An upgrade goes through the control plane first, then through the workers in the order of the topology, as many at a time as the annotation
 * upgrade-concurrency says; MachineDeployments and MachinePools count separately.
 */
function upgradePlace(role: string, { desired }: Evaluation): { step: number; deferred: boolean } {
  if (role === "controlPlane") return { step: 1, deferred: false };
  const { workers } = desired!.topology;
  const topologies: readonly WorkerTopology[] =
    (role.startsWith("machinePool/") ? workers?.machinePools : workers?.machineDeployments) ?? [];
  const index = topologies.findIndex(({ name }) => role.endsWith(`/${name}`));
  const concurrency = Number(
    stringMapAt(desired!.cluster, ["metadata", "annotations"])?.["topology.cluster.x-k8s.io/upgrade-concurrency"] ?? 1,
  );
  return { step: 2 + Math.floor(index / concurrency), deferred: isDeferred(topologies, index) };
}

/** Source: Cluster API v1.14.0, desired_state.go, isMachineDeploymentDeferred. */
function isDeferred(topologies: readonly WorkerTopology[], index: number): boolean {
  const has = (annotation: string) => (topology: WorkerTopology) => topology.metadata?.annotations?.[annotation] !== undefined;
  const own = topologies[index];
  return (
    own !== undefined && (has(annotations.deferUpgrade)(own) || topologies.slice(0, index + 1).some(has(annotations.holdUpgradeSequence)))
  );
}
