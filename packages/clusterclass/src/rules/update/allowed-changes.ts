import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import { pointerTokens } from "../../patches/json-patch.ts";
import { sameJson } from "../../plan/field-changes.ts";

type Names = readonly string[];

/** Fields below `spec.kubeadmConfigSpec`, with everything below them. */
const kubeadmConfigFields: readonly string[] = [
  ...["etcd", "dns", "imageRepository", "featureGates", "apiServer", "controllerManager", "scheduler"].map(inClusterConfiguration),
  ...["certificateValidityPeriodDays", "encryptionAlgorithm"].map(inClusterConfiguration),
  ...["nodeRegistration", "patches", "skipPhases", "bootstrapTokens", "localAPIEndpoint", "timeouts"].map(
    (name) => `initConfiguration.${name}`,
  ),
  ...["nodeRegistration", "patches", "skipPhases", "caCertPath", "controlPlane", "discovery", "timeouts"].map(
    (name) => `joinConfiguration.${name}`,
  ),
  ...["bootCommands", "preKubeadmCommands", "postKubeadmCommands", "files", "verbosity", "users", "ntp", "ignition", "diskSetup"],
  ...["format", "mounts"],
];

/** The same below `spec`. Only the whole of `spec.machineTemplate` is not among them. */
const specFields = ["machineTemplate.metadata", "machineTemplate.spec", "replicas", "version", "remediation", "machineNaming", "rollout"];

/**
 * Fields of a KubeadmControlPlane that may change, with everything below them.
 * Source: Cluster API v1.14.0, controlplane/kubeadm/webhooks/admission/kubeadmcontrolplane.go, ValidateUpdate (allowedPaths).
 */
const allowed: readonly Names[] = [...kubeadmConfigFields.map((path) => `kubeadmConfigSpec.${path}`), ...specFields].map((path) =>
  path.split("."),
);

function inClusterConfiguration(name: string): string {
  return `clusterConfiguration.${name}`;
}

/**
 * Paths below `spec` that an update of a KubeadmControlPlane changes and may not change, as the webhook finds them: it makes a JSON merge patch
 * and looks at the ends of its maps. A map that goes is one change; of one that comes, each field is.
 */
export function refusedControlPlaneChanges(old: JsonObject, next: JsonObject): string[] {
  return changedNames(old, next)
    .filter((names) => !isAllowed(names))
    .map((names) => names.join("."));
}

/** Whether a JSON pointer into a KubeadmControlPlaneTemplate reaches a field that may not change in the control planes made of it. */
export function reachesFrozenPart(pointer: string): boolean {
  const [first, second, third, ...names] = pointerTokens(pointer);
  return first === "spec" && second === "template" && third === "spec" && !isAllowed(names);
}

/** The part of a spec that may not change: where its texts are equal, nothing is refused. */
export function frozenControlPlanePart(spec: JsonObject): Json {
  return withoutAllowed(spec, []);
}

function withoutAllowed(value: Json, names: Names): Json {
  if (!isObject(value)) return value;
  const rest = Object.entries(value).filter(([name]) => !isAllowed([...names, name]));
  return Object.fromEntries(rest.map(([name, item]) => [name, withoutAllowed(item, [...names, name])]));
}

function isAllowed(names: Names): boolean {
  return allowed.some((start) => start.every((name, index) => names[index] === name));
}

function changedNames(old: Json | undefined, next: Json, names: Names = []): Names[] {
  if (!isObject(next)) return old !== undefined && sameJson(old, next) ? [] : [names];
  const before = isObject(old) ? old : {};
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(next, name));
  const ofMap = Object.entries(next).flatMap(([name, value]) =>
    changedNames(Object.hasOwn(before, name) ? before[name] : undefined, value, [...names, name]),
  );
  return [...ofMap, ...gone.map((name) => [...names, name])];
}
