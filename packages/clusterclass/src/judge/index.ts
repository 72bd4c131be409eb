export { type Judgement, type JudgementDescription, type JudgementFinding, type JudgementId, judgementCatalogue } from "./finding.ts";
export { judgeChange } from "./judge-change.ts";
export { type ClassFacts, judgeClass } from "./judge-class.ts";
export { judgePlan } from "./judge-plan.ts";
export type { KubernetesFacts, Mutability, ProviderFacts, ProviderSchema } from "./provider-facts.ts";
