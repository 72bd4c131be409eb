export { admitClass, type ClassUpdate } from "./admission/admit-class.ts";
export type { Admission, AdmissionOptions, VariableDefinitionCheck, VariableFindings } from "./admission/options.ts";
export { externalPatches, missingTemplates, templateReferences } from "./admission/references.ts";
export { type ClassInput, validateClass } from "./admission/validate-class.ts";
export { defaultFeatureGates, type FeatureGates } from "./feature-gates.ts";
export type { Rule, RuleSource } from "./rule.ts";
