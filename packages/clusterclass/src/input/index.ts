export { defaultLimits, type InputLimits } from "./limits.ts";
export { type ParsedDocuments, parseDocuments } from "./parse-documents.ts";
export { type InputCode, inputCodes } from "./problem.ts";
export { type EvaluationInputResult, readCluster, readEvaluationInput, writtenReferences } from "./read-evaluation-input.ts";
