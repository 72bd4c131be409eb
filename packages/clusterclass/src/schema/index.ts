export { EXPRESSION_COST_LIMIT, SCHEMA_COST_LIMIT } from "./cel/rule-check.ts";
export { prepareRules, type RuleFindings, type RuleValidator, validateRules } from "./cel/rule-validator.ts";
export { applyDefaults } from "./defaulting.ts";
export { validateListTypes } from "./list-types.ts";
export { type PruneOptions, pruneUnknown } from "./pruning.ts";
export { validateDefaults } from "./schema-defaults.ts";
export { type SchemaLevel, validateStructural } from "./structural-rules.ts";
export { readSchema, type SchemaType, type StructuralSchema, type ValidationRule } from "./structural-schema.ts";
export { type SchemaFindings, validateValue } from "./validate-value.ts";
