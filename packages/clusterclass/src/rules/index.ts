export { admitClass, type ClassUpdate } from "./admission/admit-class.ts";
export { admitCluster, type ClusterUpdate } from "./admission/admit-cluster.ts";
export { compareClasses, compareForRebase, type RebaseError } from "./admission/compare.ts";
export type { Admission, AdmissionOptions } from "./admission/options.ts";
export { externalPatches, missingTemplates, templateReferences } from "./admission/references.ts";
export { type ClassInput, validateClass } from "./admission/validate-class.ts";
export { type ClusterInput, namesOtherClass, validateClusterAdmission } from "./admission/validate-cluster.ts";
export { defaultFeatureGates, type FeatureGates } from "./feature-gates.ts";
export type { Rule, RuleSource } from "./rule.ts";
