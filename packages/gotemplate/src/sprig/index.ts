export { nonDeterministicNames } from "./nondeterministic.ts";
export { hermeticFunctions, operatorFunctions } from "./tables.ts";
