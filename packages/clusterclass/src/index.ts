export type { FieldError, Stage, StageError, Unknown } from "./api/errors.ts";
export { isObject, type Json, type JsonObject } from "./api/json.ts";
export { type EvaluationInput, type KubernetesObject, type Metadata, templateKey } from "./api/objects.ts";
export * from "./rules/index.ts";
