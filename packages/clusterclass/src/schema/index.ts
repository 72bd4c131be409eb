export { applyDefaults } from "./defaulting.ts";
export { validateListTypes } from "./list-types.ts";
export { type PruneOptions, pruneUnknown } from "./pruning.ts";
export { type SchemaLevel, validateStructural } from "./structural-rules.ts";
export { readSchema, type SchemaType, type StructuralSchema, type ValidationRule } from "./structural-schema.ts";
export { type SchemaFindings, validateValue } from "./validate-value.ts";
