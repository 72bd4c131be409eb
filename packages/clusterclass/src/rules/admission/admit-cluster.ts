import { clusterSchema } from "../../../schemas/cluster.gen.ts";
import { type ClusterTopology, clusterSpec } from "../../api/cluster.ts";
import { clusterClassSpec } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import { asJson, asObject, type KubernetesObject } from "../../api/objects.ts";
import type { VariablesResult, VariableValues } from "../../variables/index.ts";
import { validateVariables } from "../../variables/index.ts";
import { classFitRules } from "../cluster/class-fit.ts";
import type { ClusterRuleInput, OldCluster } from "../cluster/input.ts";
import { clusterObjectRules } from "../cluster/object.ts";
import { topologyGateRule, topologyRules } from "../cluster/topology.ts";
import { adoptTopologyRule, clusterUpdateRules, skippedChecks, versionChanges } from "../cluster/update.ts";
import { asGoWrites, goTypesFit } from "../crd/go-types.ts";
import { decodeObject, validateObject } from "../crd/schema-layer.ts";
import { runRules } from "../rule.ts";
import { compatibilityRules } from "../update/compatibility.ts";
import { coreApiVersion } from "./admit-class.ts";
import { type Admission, type AdmissionOptions, gatesOf } from "./options.ts";

/** The Cluster that is replaced (as admitted), and its class if the new one names another. */
export interface ClusterUpdate {
  old: KubernetesObject;
  otherClass?: KubernetesObject;
}

/**
 * What the API server does with a Cluster of an admitted class: reading (layer `crd`), variables (`defaulting webhook`), schema (`crd`),
 * webhook (`webhook`), each only if nothing before it failed. With `update` the rules for replacing a Cluster apply as well.
 */
export function admitCluster(
  cluster: KubernetesObject,
  clusterClass: KubernetesObject,
  options: AdmissionOptions = {},
  update?: ClusterUpdate,
): Admission {
  const read = readCluster(cluster);
  const outcome = (layer: string, errors: FieldError[], object: KubernetesObject, undecided: FieldError[] = []): Admission => ({
    errors: errors.map((error) => ({ stage: "cluster", layer, ...error })),
    warnings: read.warnings,
    unknown: undecided.map(({ field, message }) => ({ stage: "cluster", field, message })),
    object,
  });
  if (read.errors.length > 0) return outcome("crd", read.errors, read.object);
  const versioned = withVersionPrefix(read.object);
  if (!clusterSpec(versioned).topology?.classRef?.name) {
    return outcome("defaulting webhook", [{ field: "spec.topology.classRef.name", message: "name the class" }], versioned);
  }

  const variables = checkVariables(versioned, clusterClass, update);
  const object = withVariables(versioned, variables);
  if (variables.errors.length > 0) return outcome("defaulting webhook", variables.errors, object, variables.unknown);
  const verdict = validateObject(clusterSchema, object);
  const undecided = [...variables.unknown, ...verdict.undecided];
  if (verdict.errors.length > 0) return outcome("crd", verdict.errors, object, undecided);

  const input = ruleInput(object, clusterClass, options, update);
  if (versionChanges(input)) undecided.push(upgradeUnknown);
  const admission = outcome("webhook", webhookErrors(input), object, undecided);
  return { ...admission, warnings: [...admission.warnings, ...skippedChecks(input)] };
}

const upgradeUnknown: FieldError = {
  field: "spec.topology.version",
  message: "the version may change only when control plane and workers have finished the previous upgrade; their state is not known here",
};

function readCluster(cluster: KubernetesObject): { object: KubernetesObject; warnings: string[]; errors: FieldError[] } {
  if (cluster.apiVersion !== coreApiVersion) {
    return { object: cluster, warnings: [], errors: [{ field: "", message: `apiVersion ${cluster.apiVersion} is not ${coreApiVersion}` }] };
  }
  const decoded = decodeObject(clusterSchema, cluster);
  if (decoded.errors.length > 0) return decoded;
  if (!goTypesFit(clusterSchema, asJson(decoded.object)))
    return { ...decoded, errors: [{ field: "", message: "a field has a value of the wrong type" }] };
  const object = asObject(asGoWrites(clusterSchema, asJson(decoded.object)) as JsonObject);
  if (isUndefined(clusterSpec(object).topology))
    return { ...decoded, errors: [{ field: "spec.topology", message: "the Cluster has no topology" }] };
  return { ...decoded, object };
}

// Upstream compares the typed topology with an empty one: empty texts and objects are nothing, lists and numbers are something.
function isUndefined(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && !Array.isArray(value) && Object.values(value).every(isUndefined);
}

function withVersionPrefix(cluster: KubernetesObject): KubernetesObject {
  const topology = clusterSpec(cluster).topology;
  if (!topology || topology.version?.startsWith("v")) return cluster;
  const prefixed: ClusterTopology = { ...topology, version: `v${topology.version ?? ""}` };
  return { ...cluster, spec: { ...cluster.spec, topology: JSON.parse(JSON.stringify(prefixed)) } };
}

// The API server does this once with the old Cluster. What is wrong without regard to it is reported alone, as the oracle of the tests does.
function checkVariables(cluster: KubernetesObject, clusterClass: KubernetesObject, update: ClusterUpdate | undefined): VariablesResult {
  const typed = withEmptyNames(cluster);
  const alone = validateVariables(clusterClass, typed);
  return update && alone.errors.length === 0 ? validateVariables(clusterClass, typed, update.old) : alone;
}

// To the webhook a missing name is an empty one; that the schema requires names is found out only after it.
function withEmptyNames(cluster: KubernetesObject): KubernetesObject {
  const { topology, ...spec } = cluster.spec ?? {};
  return { ...cluster, spec: { ...spec, topology: nameItems(topology ?? null) } };
}

function nameItems(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? { name: "", ...(nameItems(item) as JsonObject) } : item));
  if (!isObject(value)) return value;
  const named = new Set(["controlPlane", "workers", "machineDeployments", "machinePools", "variables", "overrides"]);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, named.has(name) ? nameItems(item) : item]));
}

function withVariables(cluster: KubernetesObject, { variables, overrides }: VariablesResult): KubernetesObject {
  const topology = objectAt(cluster.spec, "topology");
  const controlPlane = objectAt(topology, "controlPlane");
  const workers = objectAt(topology, "workers");
  const lists = (["machineDeployments", "machinePools"] as const).map((list): [string, Json] => {
    const role = list === "machineDeployments" ? "machineDeployment" : "machinePool";
    const items = workers[list];
    return [
      list,
      Array.isArray(items)
        ? items.map((worker) => (isObject(worker) ? withOverrides(worker, overrides[`${role}/${worker["name"]}`]) : worker))
        : [],
    ];
  });
  const changed: JsonObject = { ...topology };
  if (Object.keys(variables).length > 0) changed["variables"] = variableList(variables);
  if (topology["controlPlane"] !== undefined) changed["controlPlane"] = withOverrides(controlPlane, overrides["controlPlane"]);
  if (topology["workers"] !== undefined)
    changed["workers"] = { ...workers, ...Object.fromEntries(lists.filter(([list]) => workers[list] !== undefined)) };
  return { ...cluster, spec: { ...cluster.spec, topology: changed } };
}

function withOverrides(worker: JsonObject, overrides: VariableValues | undefined): JsonObject {
  return overrides ? { ...worker, variables: { ...objectAt(worker, "variables"), overrides: variableList(overrides) } } : worker;
}

function variableList(values: VariableValues): Json[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function objectAt(object: JsonObject | undefined, name: string): JsonObject {
  const value = object?.[name];
  return isObject(value) ? value : {};
}

function ruleInput(
  cluster: KubernetesObject,
  clusterClass: KubernetesObject,
  options: AdmissionOptions,
  update: ClusterUpdate | undefined,
): ClusterRuleInput {
  const old: OldCluster | undefined = update && {
    spec: clusterSpec(update.old),
    otherClass: update.otherClass && clusterClassSpec(update.otherClass),
  };
  const spec = clusterSpec(cluster);
  // readCluster has refused a Cluster without a topology.
  return {
    metadata: cluster.metadata,
    spec,
    topology: spec.topology!,
    clusterClass: clusterClassSpec(clusterClass),
    old,
    gates: gatesOf(options),
  };
}

function webhookErrors(input: ClusterRuleInput): FieldError[] {
  const errors = runRules(clusterObjectRules, input);
  const gate = runRules([topologyGateRule], input);
  if (gate.length > 0) return [...errors, ...gate];
  errors.push(...runRules([...topologyRules, ...classFitRules], input));
  if (!input.old) return errors;
  const adopted = runRules([adoptTopologyRule], input);
  if (adopted.length > 0) return [...errors, ...adopted];
  const { otherClass } = input.old;
  const rebase = otherClass ? runRules(compatibilityRules, { before: otherClass, after: input.clusterClass }) : [];
  return [...errors, ...runRules(clusterUpdateRules, input), ...rebase];
}
