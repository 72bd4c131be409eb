export { validateVariableDefinitions } from "./definitions.ts";
export type { DefinitionsResult, VariablesResult, VariableValues } from "./result.ts";
export { defaultVariables, validateVariables } from "./validate-variables.ts";
