import { clusterSchema } from "../../../schemas/cluster.gen.ts";
import { type ClusterTopology, clusterSpec } from "../../api/cluster.ts";
import { clusterClassSpec } from "../../api/cluster-class.ts";
import type { FieldError, StageError, Unknown } from "../../api/errors.ts";
import { asJson, type KubernetesObject } from "../../api/objects.ts";
import { classFitRules } from "../cluster/class-fit.ts";
import type { ClusterRuleInput, OldCluster } from "../cluster/input.ts";
import { clusterObjectRules } from "../cluster/object.ts";
import { topologyGateRule, topologyRules } from "../cluster/topology.ts";
import { adoptTopologyRule, clusterUpdateRules, versionChanges } from "../cluster/update.ts";
import { goTypesFit } from "../crd/go-types.ts";
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
  const withVersion = withVersionPrefix(read.object);
  const refusedAt = (layer: string, errors: FieldError[], object = withVersion): Admission => ({
    errors: placed(layer, errors),
    warnings: read.warnings,
    unknown: [],
    object,
  });
  if (read.errors.length > 0) return refusedAt("crd", read.errors, read.object);
  if (!clusterSpec(withVersion).topology?.classRef?.name) {
    return refusedAt("defaulting webhook", [{ field: "spec.topology.classRef.name", message: "name the class" }]);
  }

  const variables = defaultVariables(withVersion, clusterClass, options, update);
  if (variables.errors.length > 0)
    return { ...refusedAt("defaulting webhook", variables.errors, variables.cluster), unknown: unknowns(variables.undecided) };

  const object = variables.cluster;
  const verdict = validateObject(clusterSchema, object);
  const unknown = unknowns([...variables.undecided, ...verdict.undecided]);
  if (verdict.errors.length > 0) return { ...refusedAt("crd", verdict.errors, object), unknown };

  const input = ruleInput(object, clusterClass, options, update);
  if (input.gates.ClusterTopology && versionChanges(input)) unknown.push(upgradeUnknown);
  return { ...refusedAt("webhook", webhookErrors(input), object), unknown };
}

const upgradeUnknown: Unknown = {
  stage: "cluster",
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
  if (isUndefined(clusterSpec(decoded.object).topology))
    return { ...decoded, errors: [{ field: "spec.topology", message: "the Cluster has no topology" }] };
  return decoded;
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

// The API server defaults and validates once with the old Cluster. Errors that do not depend on it come first, as with the oracle of the tests.
function defaultVariables(
  cluster: KubernetesObject,
  clusterClass: KubernetesObject,
  options: AdmissionOptions,
  update: ClusterUpdate | undefined,
) {
  const check = options.defaultVariables;
  if (!check) return { cluster, errors: [], undecided: [] };
  const alone = check(cluster, clusterClass, undefined);
  return update && alone.errors.length === 0 ? check(cluster, clusterClass, update.old) : alone;
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

function placed(layer: string, errors: FieldError[]): StageError[] {
  return errors.map((error) => ({ stage: "cluster", layer, ...error }));
}

function unknowns(findings: FieldError[]): Unknown[] {
  return findings.map((finding) => ({ stage: "cluster", ...finding }));
}
