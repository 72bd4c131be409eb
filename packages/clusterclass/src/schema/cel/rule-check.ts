import type { FieldError } from "../../api/errors.ts";
import { childPath, indexPath } from "../field-path.ts";
import type { StructuralSchema, ValidationRule } from "../structural-schema.ts";
import { rulesOf } from "../structural-schema.ts";
import type { DeclType } from "./decl-type.ts";
import { resolveFieldPath } from "./field-path-check.ts";
import { type CompiledExpression, compileRules, maxCardinality } from "./rule-compiler.ts";

/** Cost that one expression may be estimated at (apiextensions, StaticEstimatedCostLimit). */
export const EXPRESSION_COST_LIMIT = 10_000_000;
/** Cost that all rules of a schema may be estimated at together (apiextensions, StaticEstimatedCRDCostLimit). */
export const SCHEMA_COST_LIMIT = 100_000_000;

const REASONS = new Set(["FieldValueRequired", "FieldValueForbidden", "FieldValueInvalid", "FieldValueDuplicate"]);
const MAX_MESSAGE_BYTES = 2048;

/** What is known about the place of rules in a schema. */
export interface RulePlace {
  path: string;
  decl: DeclType;
  /** How often the place can occur; undefined if nothing bounds it. */
  cardinality: number | undefined;
  /** The list that the place is in, if there is one: old and new items cannot be matched there. */
  uncorrelatable: string | undefined;
}

/** Outcome of checking rules: refused fields, what is not known, and the estimated cost of each expression. */
export interface RuleCheck {
  errors: FieldError[];
  undecided: FieldError[];
  costs: { path: string; cost: number }[];
}

/** Errors in the texts of rules: all that can be said without compiling them (Cluster API, clusterclass_variable_validation.go). */
export function ruleTextErrors(schema: StructuralSchema, path: string): FieldError[] {
  return rulesOf(schema).flatMap((rule, i) =>
    textErrors(rule, schema).map(([name, message]) => ({ field: childPath(rulePath(path, i), name), message })),
  );
}

/** Compiles the rules of a place and estimates their costs. */
export function checkRules(schema: StructuralSchema, place: RulePlace): RuleCheck {
  const check: RuleCheck = { errors: [], undecided: [], costs: [] };
  for (const [i, compiled] of compileRules(schema, place.decl).entries()) {
    if (compiled === undefined) continue;
    const at = (name: string) => childPath(rulePath(place.path, i), name);
    const bound = place.cardinality ?? maxCardinality(place.decl);
    checkExpression(compiled.expression, at("rule"), bound, check);
    if (compiled.message !== undefined) checkExpression(compiled.message, at("messageExpression"), 1, check);
    if (place.uncorrelatable !== undefined && "program" in compiled.expression && compiled.expression.usesOldSelf) {
      check.errors.push({
        field: at("rule"),
        message: `oldSelf cannot be used on the uncorrelatable portion of the schema within ${place.uncorrelatable}`,
      });
    }
  }
  return check;
}

/** Errors for a schema whose rules are too expensive together: each of the up to four most expensive ones, and the schema. */
export function totalCostErrors(costs: RuleCheck["costs"], path: string): FieldError[] {
  const total = costs.reduce((sum, { cost }) => sum + cost, 0);
  if (total <= SCHEMA_COST_LIMIT) return [];
  const expensive = costs.filter(({ cost }) => cost >= SCHEMA_COST_LIMIT / 100).sort((a, b) => b.cost - a.cost);
  return [
    ...expensive.slice(0, 4).map((rule) => ({
      field: rule.path,
      message: "contributed to estimated rule & messageExpression cost total exceeding cost limit for entire OpenAPIv3 schema",
    })),
    {
      field: path,
      message: `x-kubernetes-validations estimated rule & messageExpression cost total for entire OpenAPIv3 schema ${exceeds(total, SCHEMA_COST_LIMIT)}`,
    },
  ];
}

function rulePath(path: string, index: number): string {
  return indexPath(childPath(path, "x-kubernetes-validations"), index);
}

function checkExpression(expression: CompiledExpression, path: string, cardinality: number, check: RuleCheck): void {
  if ("error" in expression) check.errors.push({ field: path, message: expression.error });
  else if ("undecided" in expression) check.undecided.push({ field: path, message: expression.undecided });
  else {
    const cost = expression.maxCost === 0 ? 0 : expression.maxCost * cardinality;
    if (cost > EXPRESSION_COST_LIMIT) check.errors.push({ field: path, message: `estimated cost ${exceeds(cost, EXPRESSION_COST_LIMIT)}` });
    check.costs.push({ path, cost });
  }
}

function exceeds(cost: number, limit: number): string {
  const factor = cost / limit;
  const text = factor > 100 ? "more than 100x" : `${factor.toFixed(factor < 1.5 ? 6 : 1)}x`;
  return `exceeds budget by factor of ${text} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)`;
}

function textErrors(rule: ValidationRule, schema: StructuralSchema): [string, string][] {
  const errors: [string, string][] = [];
  const messageError = ruleOrMessageError(rule);
  if (messageError !== undefined) errors.push(messageError);
  if ((rule.messageExpression ?? "") !== "" && blank(rule.messageExpression))
    errors.push(["messageExpression", "must be non-empty if specified"]);
  if ((rule.reason ?? "") !== "" && !REASONS.has(rule.reason as string))
    errors.push(["reason", `supported values: ${[...REASONS].join(", ")}`]);
  const fieldPath = rule.fieldPath ?? "";
  if (fieldPath === "") return errors;
  if (blank(fieldPath)) errors.push(["fieldPath", "must be non-empty if specified"]);
  if (/[\n\r]/.test(fieldPath)) errors.push(["fieldPath", "must not contain line breaks"]);
  const resolved = resolveFieldPath(fieldPath, schema);
  if ("error" in resolved) errors.push(["fieldPath", `must be a valid path: ${resolved.error}`]);
  return errors;
}

function ruleOrMessageError(rule: ValidationRule): [string, string] | undefined {
  const message = rule.message ?? "";
  if (blank(rule.rule)) return ["rule", "rule is not specified"];
  if (message !== "" && blank(message)) return ["message", "message must be non-empty if specified"];
  if (new TextEncoder().encode(message).length > MAX_MESSAGE_BYTES)
    return ["message", `message must have a maximum length of ${MAX_MESSAGE_BYTES} characters`];
  if (/[\n\r]/.test(message.trim())) return ["message", "message must not contain line breaks"];
  if (/[\n\r]/.test((rule.rule ?? "").trim()) && message.trim() === "")
    return ["message", "message must be specified if rule contains line breaks"];
  return undefined;
}

function blank(text: string | undefined): boolean {
  return (text ?? "").trim() === "";
}
