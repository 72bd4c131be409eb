import type { FieldError } from "../../api/errors.ts";
import type { Json, JsonObject } from "../../api/json.ts";
import { isObject } from "../../api/json.ts";
import { childPath, indexPath, keyPath } from "../field-path.ts";
import { schemaSearch } from "../schema-search.ts";
import { propertyEntries, rulesOf, type StructuralSchema, valueSchema } from "../structural-schema.ts";
import { correlateByKeys } from "./correlation.ts";
import { type DeclType, declareSchema, withTypeAndObjectMeta } from "./decl-type.ts";
import { escapeFieldName } from "./field-names.ts";
import { type CompiledRule, compileRules } from "./rule-compiler.ts";
import { toCel } from "./schema-values.ts";
import { CelError, CelOptional, type CelValue, Undecidable } from "./values.ts";

/** What the rules said about a value. */
export interface RuleFindings {
  errors: FieldError[];
  undecided: FieldError[];
}

/** The rules of a schema node and of everything below it, ready to be evaluated. */
export interface RuleValidator {
  schema: StructuralSchema;
  /** Compiled when a value first comes to the node: most values have a small part of what their schema allows. */
  rules: () => (CompiledRule | undefined)[];
  /** The node has rules, but CEL cannot see its values. */
  unusable: boolean;
  items: RuleValidator | undefined;
  properties: Map<string, RuleValidator>;
  values: RuleValidator | undefined;
}

/**
 * Prepares all rules of a schema; undefined if there are none. `isRoot` is for the root of a resource.
 * Source: k8s.io/apiextensions-apiserver v0.36, pkg/apiserver/schema/cel/validation.go, NewValidator.
 */
export function prepareRules(schema: StructuralSchema, isRoot: boolean): RuleValidator | undefined {
  return hasRules(schema) ? prepareNode(schema, declareSchema(schema, isRoot), isRoot) : undefined;
}

/** True if a rule stands on the node or below it. */
export const hasRules = schemaSearch((schema) => rulesOf(schema).length > 0);

function prepareNode(schema: StructuralSchema, decl: DeclType | undefined, isRoot: boolean): RuleValidator | undefined {
  if (!hasRules(schema)) return undefined;
  const rules = rulesOf(schema);
  const elem = decl?.elem;
  const values = valueSchema(schema);
  return {
    schema: isRoot ? withTypeAndObjectMeta(schema) : schema,
    rules: decl === undefined ? () => [] : () => compileRules(schema, decl),
    unusable: decl === undefined && rules.length > 0,
    items: schema.items && prepareNode(schema.items, elem, false),
    properties: prepareProperties(schema, decl),
    values: values && prepareNode(values, elem, false),
  };
}

/** Properties that CEL cannot see are left out entirely; those whose names it cannot write are compiled on their own. */
function prepareProperties(schema: StructuralSchema, decl: DeclType | undefined): Map<string, RuleValidator> {
  const prepared = new Map<string, RuleValidator>();
  for (const [name, property] of propertyEntries(schema)) {
    const escaped = escapeFieldName(name);
    const field = escaped === undefined ? declareSchema(property, false) : decl?.fields?.get(escaped);
    const validator = field && prepareNode(property, field, false);
    if (validator !== undefined) prepared.set(name, validator);
  }
  return prepared;
}

/**
 * Evaluates the rules for a value. `old` is the value before the change, undefined on creation: transition rules (those with `oldSelf`) apply only if there is one
 * to compare with, or if they are written for its absence (`optionalOldSelf`). Null is never validated.
 */
export function validateRules(validator: RuleValidator, value: Json, old: Json | undefined, path: string): RuleFindings {
  const findings: RuleFindings = { errors: [], undecided: [] };
  validateNode(validator, value, old ?? undefined, path, findings);
  return findings;
}

function validateNode(validator: RuleValidator, value: Json, old: Json | undefined, path: string, findings: RuleFindings): void {
  if (value === null) return;
  if (validator.unusable)
    findings.errors.push({ field: path, message: "rule compiler initialization error: failed to convert to declType" });
  for (const compiled of validator.rules()) if (compiled !== undefined) evaluateRule(compiled, validator, value, old, path, findings);
  if (Array.isArray(value)) validateItems(validator, value, Array.isArray(old) ? old : [], path, findings);
  else if (isObject(value)) validateEntries(validator, value, isObject(old) ? old : {}, path, findings);
}

function validateItems(validator: RuleValidator, items: Json[], old: Json[], path: string, findings: RuleFindings): void {
  if (validator.items === undefined) return;
  const correlate = correlateByKeys(validator.schema, old);
  for (const [i, item] of items.entries()) validateNode(validator.items, item, correlate(item), indexPath(path, i), findings);
}

function validateEntries(validator: RuleValidator, object: JsonObject, old: JsonObject, path: string, findings: RuleFindings): void {
  for (const [name, item] of Object.entries(object)) {
    const before = Object.hasOwn(old, name) ? (old[name] ?? undefined) : undefined;
    const property = validator.properties.get(name);
    if (validator.values !== undefined) validateNode(validator.values, item, before, keyPath(path, name), findings);
    if (property !== undefined) validateNode(property, item, before, childPath(path, name), findings);
  }
}

function evaluateRule(
  compiled: CompiledRule,
  validator: RuleValidator,
  value: Json,
  old: Json | undefined,
  path: string,
  findings: RuleFindings,
): void {
  const { expression, rule } = compiled;
  if ("error" in expression) {
    findings.errors.push({ field: path, message: `rule compile error: ${expression.error}` });
    return;
  }
  if ("undecided" in expression) {
    findings.undecided.push({ field: path, message: `rule ${ruleText(compiled)}: ${expression.undecided}` });
    return;
  }
  if (expression.usesOldSelf && old === undefined && rule.optionalOldSelf !== true) return;
  try {
    const variables = variablesFor(compiled, validator.schema, value, old);
    if (expression.program(variables) === true) return;
    findings.errors.push({
      field: compiled.fieldPath === "" ? path : childPath(path, compiled.fieldPath),
      message: messageFor(compiled, variables),
    });
  } catch (error) {
    if (error instanceof Undecidable) findings.undecided.push({ field: path, message: `rule ${ruleText(compiled)}: ${error.message}` });
    else if (error instanceof CelError)
      findings.errors.push({ field: path, message: `${error.message} evaluating rule: ${ruleText(compiled)}` });
    else throw error;
  }
}

function variablesFor(compiled: CompiledRule, schema: StructuralSchema, value: Json, old: Json | undefined): Map<string, CelValue> {
  const variables = new Map([["self", toCel(value, schema)]]);
  const before = old === undefined ? undefined : toCel(old, schema);
  if (compiled.rule.optionalOldSelf === true) variables.set("oldSelf", new CelOptional(before));
  else if (before !== undefined) variables.set("oldSelf", before);
  return variables;
}

function messageFor(compiled: CompiledRule, variables: ReadonlyMap<string, CelValue>): string {
  const text = evaluateMessage(compiled, variables)?.trim();
  if (text !== undefined && text !== "" && !text.includes("\n")) return text;
  return (compiled.rule.message ?? "") === "" ? `failed rule: ${ruleText(compiled)}` : (compiled.rule.message as string).trim();
}

/** A message that cannot be computed is replaced by the fixed one; whether the value is valid does not depend on it. */
function evaluateMessage(compiled: CompiledRule, variables: ReadonlyMap<string, CelValue>): string | undefined {
  if (compiled.message === undefined || !("program" in compiled.message)) return undefined;
  try {
    const text = compiled.message.program(variables);
    return typeof text === "string" ? text : undefined;
  } catch (error) {
    if (error instanceof CelError || error instanceof Undecidable) return undefined;
    throw error;
  }
}

function ruleText(compiled: CompiledRule): string {
  const message = compiled.rule.message ?? "";
  return (message === "" ? (compiled.rule.rule ?? "") : message).trim();
}
