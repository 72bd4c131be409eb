import type { StageError, Unknown } from "../api/errors.ts";
import { failed } from "../api/fields.ts";
import type { EvaluationInput } from "../api/objects.ts";
import { type DesiredState, type DesiredStateInput, desiredState, type Versions } from "../desired/desired-state.ts";
import { type PatchedState, patchedState } from "../desired/patched-state.ts";
import { type Admission, admitCluster, type ClusterUpdate, type FeatureGates, namesOtherClass } from "../rules/index.ts";
import { alphaGateWarnings } from "./alpha-gates.ts";
import { clusterValues } from "./cluster-values.ts";
import type { Plan } from "./plan-result.ts";
import { type PreparedClass, prepareClass } from "./prepared-class.ts";

/** A plan with what it was computed from, for explanations and comparisons. */
export interface Evaluation {
  plan: Plan;
  /** The class with its templates and the Cluster after admission. */
  input?: DesiredStateInput;
  /** The class after admission. */
  prepared: PreparedClass;
  desired?: DesiredState;
  patched?: PatchedState;
}

export interface EvaluationOptions {
  /** Gates of the core controller that differ from `defaultFeatureGates`. */
  featureGates?: Partial<FeatureGates>;
  /** Versions of parts that have not reached the version of the topology: patches see them while an upgrade is under way. */
  versions?: Versions;
}

/**
 * Evaluates the last Cluster of the input: class, cluster, patch, and the first stage with errors ends it. `update` is the state before, which
 * the rules about changes see; without it, with two Clusters, the first is the Cluster before.
 */
export function evaluateCluster(input: EvaluationInput, options: EvaluationOptions = {}, update?: ClusterUpdate): Evaluation {
  const { featureGates = {}, versions = {} } = options;
  const prepared = prepareClass(input, featureGates);
  const { errors, warnings, unknown } = prepared;
  const plan: Plan = { errors, warnings, objects: [], variables: null, overrides: {}, unknown };
  if (prepared.blueprint === undefined) return { plan, prepared };
  const admission = admitClusters(input, prepared, featureGates, update);
  const admitted: Plan = {
    ...plan,
    errors: admission.errors,
    warnings: [...plan.warnings, ...admission.warnings],
    unknown: [...plan.unknown, ...admission.unknown],
  };
  if (admission.errors.length > 0) return { plan: admitted, prepared };
  const desiredInput = { blueprint: prepared.blueprint, cluster: admission.object, crds: input.crds, versions };
  const gates = alphaGateWarnings(prepared.blueprint.spec, admission.object);
  return computeObjects(
    { ...admitted, ...clusterValues(admission.object), warnings: [...admitted.warnings, ...gates] },
    prepared,
    desiredInput,
  );
}

function admitClusters(
  { clusters }: EvaluationInput,
  { object: clusterClass }: PreparedClass,
  featureGates: Partial<FeatureGates>,
  update: ClusterUpdate | undefined,
): Admission {
  const cluster = clusters.at(-1)!;
  const [elsewhere] = clusters.flatMap((candidate) => namesOtherClass(candidate, clusterClass));
  if (elsewhere !== undefined) return { errors: [elsewhere], warnings: [], unknown: [], object: cluster };
  const options = { featureGates };
  if (update !== undefined) return admitCluster(cluster, clusterClass, options, update);
  if (clusters.length === 1) return admitCluster(cluster, clusterClass, options);
  const before = admitCluster(clusters[0]!, clusterClass, options);
  if (before.errors.length === 0) return admitCluster(cluster, clusterClass, options, { old: before.object });
  return { ...before, warnings: [], errors: before.errors.map((error) => ({ ...error, layer: `previous ${error.layer}` })) };
}

function computeObjects(plan: Plan, prepared: PreparedClass, input: DesiredStateInput): Evaluation {
  const desired = desiredState(input);
  if (failed(desired)) return { plan: { ...plan, errors: [patchError(desired.reason)] }, prepared, input };
  const patched = patchedState(input.blueprint, desired);
  const undecided = patched.undecided.map((message): Unknown => ({ stage: "patch", field: "", message }));
  const unknown = [...plan.unknown, ...(desired.contract.ambiguous ? [ambiguousContract] : []), ...undecided];
  const isComplete = patched.errors.length + patched.undecided.length === 0;
  const objects = isComplete ? [...patched.objects].map(([role, object]) => ({ role, object })) : [];
  return { plan: { ...plan, unknown, errors: patched.errors.map(patchError), objects }, prepared, input, desired, patched };
}

const ambiguousContract: Unknown = {
  stage: "patch",
  field: "",
  message: "the CustomResourceDefinition of the control plane lists its version under two contracts; Cluster API then takes either",
};

function patchError(message: string): StageError {
  return { stage: "patch", layer: "", field: "", message };
}
