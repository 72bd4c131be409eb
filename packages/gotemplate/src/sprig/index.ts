export { type FunctionDoc, functionDocs } from "./docs/index.ts";
export { nonDeterministicNames } from "./nondeterministic.ts";
export { hermeticFunctions, operatorFunctions } from "./tables.ts";
