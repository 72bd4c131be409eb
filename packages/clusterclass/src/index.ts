/** What Cluster API does with a ClusterClass and a topology Cluster, evaluated offline: the one door of this package. */
export {
  type ClassReference,
  classReferenceOf,
  nameOf,
  namespaceOf,
  withClassReference,
  withNamespace,
  withVariables,
} from "./api/class-reference.ts";
export type { ClusterSpec, ClusterTopology, ClusterVariable } from "./api/cluster.ts";
export { clusterSpec } from "./api/cluster.ts";
export type { ClassPatch, ClassVariable, ClusterClassSpec, JsonPatch, PatchDefinition, TemplateReference } from "./api/cluster-class.ts";
export { clusterClassSpec } from "./api/cluster-class.ts";
export type { FieldError, Stage, StageError, Unknown } from "./api/errors.ts";
export { Failure, failed } from "./api/fields.ts";
export type { Json, JsonObject } from "./api/json.ts";
export { isObject } from "./api/json.ts";
export { asJson, asObject, type EvaluationInput, type KubernetesObject, type Metadata, templateKey } from "./api/objects.ts";
export { Remembered } from "./api/remembered.ts";
export type { Versions } from "./desired/desired-state.ts";
export { randomPart } from "./desired/well-known.ts";
export { type ClusterSchemaOptions, clusterJsonSchema } from "./editor/cluster-schema.ts";
export { jsonSchemaOf } from "./editor/json-schema.ts";
export * from "./input/index.ts";
export * from "./judge/index.ts";
export type { OperationSource } from "./patches/compile-patches.ts";
export { applyJsonPatch, type PatchOperation, pointerTokens } from "./patches/json-patch.ts";
export { onlyRefuses } from "./patches/refusing-patch.ts";
export { compileTemplate, type Template, type TemplateOptions } from "./patches/template.ts";
export { variableAt } from "./patches/variable-path.ts";
export { readYaml } from "./patches/yaml-value.ts";
export { type ClassDifference, type ClassWithTemplates, type ClusterDifference, diffClasses } from "./plan/diff-classes.ts";
export { type Evaluation, type EvaluationOptions, evaluateCluster } from "./plan/evaluate-cluster.ts";
export { type ExplainedValue, explainPath, type Origin } from "./plan/explain.ts";
export { childPath, type FieldChange, fieldChanges, sameJson } from "./plan/field-changes.ts";
export { diffDocuments, planDocuments } from "./plan/from-documents.ts";
export type { RolloutReason } from "./plan/kubeadm-rollout.ts";
export { isAtOrBelow, type MarkedValue, markedValues, type PatchOrigin, valueAt } from "./plan/marked-values.ts";
export type { ObjectChange, ObjectEffect } from "./plan/object-changes.ts";
export { parentRole } from "./plan/object-tree.ts";
export { type JudgeChanges, type PlanOptions, planCluster } from "./plan/plan-cluster.ts";
export type { Plan, PlannedObject } from "./plan/plan-result.ts";
export type { RolloutLimits } from "./plan/rollout-limits.ts";
export type { MachineRollout, RefusedChange, RolloutPlan } from "./plan/rollout-plan.ts";
export type { UpgradeSteps } from "./plan/upgrade-steps.ts";
export { type VariableChange, variableChanges } from "./plan/variable-compatibility.ts";
export * from "./rules/index.ts";
export type { StructuralSchema } from "./schema/index.ts";
export * from "./variables/index.ts";
