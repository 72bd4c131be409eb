import { type FieldPath, fieldAt, withField, withoutField } from "../api/fields.ts";
import { isObject, type Json, type JsonObject } from "../api/json.ts";
import { type FieldChange, fieldChanges, sameJson } from "./field-changes.ts";

/** Why the machines of a KubeadmControlPlane are replaced: fields and the rule, in words. */
export interface RolloutReason {
  role: string;
  rule: string;
  fields: FieldChange[];
}

const ignored: FieldPath[] = [
  ["clusterConfiguration", "dns"],
  ["clusterConfiguration", "controlPlaneEndpoint"],
  ["initConfiguration", "timeouts", "controlPlaneComponentHealthCheckSeconds"],
  ["joinConfiguration", "timeouts", "controlPlaneComponentHealthCheckSeconds"],
  ["joinConfiguration", "discovery"],
];

const defaults: [FieldPath, Json][] = [
  [["format"], "cloud-config"],
  [["initConfiguration", "nodeRegistration", "imagePullPolicy"], "IfNotPresent"],
  [["joinConfiguration", "nodeRegistration", "imagePullPolicy"], "IfNotPresent"],
];

/**
 * What in two states of a KubeadmControlPlane replaces its machines; the rotation of the machine template is not looked at here.
 * Source: Cluster API v1.14.0, controlplane/kubeadm/pkg/filters.go, UpToDate.
 */
export function kubeadmRolloutReasons(before: JsonObject, after: JsonObject): RolloutReason[] {
  const role = "controlPlane";
  const fields = (path: FieldPath) => fieldChanges(fieldAt(before, path), fieldAt(after, path), path.join("."));
  const after_ = fields(["spec", "rollout", "after"]).filter((change) => change.new !== undefined);
  const [old, next] = [kubeadmConfig(before), kubeadmConfig(after)];
  const config = fieldChanges(old, next, "spec.kubeadmConfigSpec");
  const forInit = config.filter(({ path }) => path.startsWith("spec.kubeadmConfigSpec.initConfiguration"));
  const forAll = config.filter((change) => !forInit.includes(change));
  return [
    { role, rule: "another Kubernetes version", fields: fields(["spec", "version"]) },
    { role, rule: "another kubeadm configuration", fields: forAll },
    { role, rule: "another kubeadm configuration, only for the machine that initialized the cluster", fields: initOnly(old, forInit) },
    { role, rule: "machines older than spec.rollout.after, once that time has come", fields: after_ },
  ].filter((reason) => reason.fields.length > 0);
}

/**
 * The first machine is compared as if it had joined. Only if it was configured in another way than machines that join does a change of
 * initConfiguration alone replace it.
 */
function initOnly(old: JsonObject, changes: FieldChange[]): FieldChange[] {
  const shared = ["timeouts", "patches", "skipPhases", "nodeRegistration"];
  const alike = shared.every((name) => sameJson(fieldAt(old, ["initConfiguration", name]), fieldAt(old, ["joinConfiguration", name])));
  return alike ? [] : changes;
}

/** The kubeadm configuration without what never replaces a machine, with defaults, without empty lists and maps. */
function kubeadmConfig(controlPlane: JsonObject): JsonObject {
  const config = fieldAt(controlPlane, ["spec", "kubeadmConfigSpec"]);
  const relevant = ignored.reduce(withoutField, isObject(config) ? config : {});
  const defaulted = defaults.reduce(
    (result, [path, value]) => (fieldAt(result, path) ? result : (withField(result, path, value) ?? result)),
    relevant,
  );
  return withoutEmpty(defaulted) as JsonObject;
}

function withoutEmpty(value: Json): Json {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, item]): [string, Json] => [name, withoutEmpty(item)]);
  return Object.fromEntries(entries.filter(([name, item]) => name === "taints" || !isEmpty(item)));
}

function isEmpty(value: Json): boolean {
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}
