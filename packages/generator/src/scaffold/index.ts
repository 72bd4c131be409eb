export { type AddonRequest, planAddon } from "./new-addon.ts";
export { type FeatureRequest, planFeature } from "./new-feature.ts";
export { type MinorRequest, planMinor } from "./new-minor.ts";
export { type ProviderRequest, planProvider } from "./new-provider.ts";
export { planStack, type StackRequest } from "./new-stack.ts";
export type { ScaffoldNote, ScaffoldPlan } from "./plan.ts";
