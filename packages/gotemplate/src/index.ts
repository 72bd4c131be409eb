/** Go's text/template in TypeScript: parse, execute, inspect. */
export { TemplateError, type TemplateErrorCode, type TemplatePlace } from "./errors.ts";
export { defaultLimits, type ExecutionLimits } from "./exec/limits.ts";
export type { MissingKey } from "./exec/state.ts";
export { type FunctionSet, type ParseOptions, parseTemplate, renderTemplate } from "./function-sets.ts";
export type * from "./parse/ast.ts";
export { nodeText } from "./parse/node-text.ts";
export type { ParsedTemplate } from "./parse/template-trees.ts";
export { childrenOf, visitNodes } from "./parse/visit.ts";
export { type DataReference, dataReferences } from "./references.ts";
export { compileRegexp, quoteMeta, type Regexp, RegexpError, type RegexpErrorCode } from "./regexp/index.ts";
export { functionDocs, hermeticFunctions, nonDeterministicNames, operatorFunctions } from "./sprig/index.ts";
export type { ExecuteOptions, Template } from "./template.ts";
export { toWellFormedText } from "./utf8.ts";
export {
  type CallContext,
  type FunctionTable,
  GoError,
  GoInteger,
  type GoIntegerKind,
  type GoKind,
  type GoObject,
  GoOpaque,
  type GoOpaqueParts,
  GoSlice,
  type GoType,
  GoTypedMap,
  type GoValue,
  goInt,
  goInteger,
  kindOf,
  type TemplateFunction,
  typeName,
} from "./values.ts";
