export type { EffectKind, VariableEffect } from "./class/variable-effects.ts";
export { type Judgement, type JudgementDescription, type JudgementFinding, type JudgementId, judgementCatalogue } from "./finding.ts";
export { type ChangedStates, judgeChange, judgeTransition } from "./judge-change.ts";
export { type ClassFacts, judgeClass, variableEffects } from "./judge-class.ts";
export { judgePlan } from "./judge-plan.ts";
export type { FieldCondition, KubernetesFacts, Mutability, ProviderFacts, ProviderSchema } from "./provider-facts.ts";
