import { rulesOf, type StructuralSchema, type ValidationRule } from "../structural-schema.ts";
import { type CelType, optionalType } from "./cel-type.ts";
import { type CheckedExpr, type CheckScope, checkExpression } from "./checker.ts";
import { estimateCost } from "./cost.ts";
import { type DeclType, MAX_REQUEST_BYTES, nameTypes, type StructFields } from "./decl-type.ts";
import { compileProgram, type Program } from "./evaluator.ts";
import { CelIssue } from "./expression.ts";
import { resolveFieldPath } from "./field-path-check.ts";
import { checkLiterals } from "./literal-checks.ts";
import { parseExpression } from "./parse-expression.ts";
import { Undecidable } from "./values.ts";

/** One expression of a rule, ready to run, or why it is not: `error` is certain, `undecided` is not known here. */
export type CompiledExpression = { program: Program; maxCost: number; usesOldSelf: boolean } | { error: string } | { undecided: string };

/** A rule with its expressions compiled for one place of a schema. */
export interface CompiledRule {
  rule: ValidationRule;
  expression: CompiledExpression;
  message: CompiledExpression | undefined;
  /** Where a violation is reported, relative to the value; a message that does not compile makes Kubernetes forget the rule's `fieldPath`. */
  fieldPath: string;
}

const compiled = new WeakMap<DeclType, { schema: StructuralSchema; rules: (CompiledRule | undefined)[] }>();

/** The rules of a node, compiled once for its declaration: definitions, their defaults and values of Clusters are checked by the same ones. */
export function compileRules(schema: StructuralSchema, decl: DeclType): (CompiledRule | undefined)[] {
  const known = compiled.get(decl);
  if (known?.schema === schema) return known.rules;
  const rules = newRules(schema, decl);
  compiled.set(decl, { schema, rules });
  return rules;
}

/**
 * Compiles the rules of a node. Rules that are empty are left out; the caller reports them.
 * Source: k8s.io/apiextensions-apiserver v0.36, pkg/apiserver/schema/cel/compilation.go.
 */
function newRules(schema: StructuralSchema, decl: DeclType): (CompiledRule | undefined)[] {
  const structs: StructFields = new Map();
  const named = nameTypes(decl, "selfType", structs);
  return rulesOf(schema).map((rule) => {
    if ((rule.rule ?? "").trim() === "") return undefined;
    const scope = scopeOf(named.type, structs, rule.optionalOldSelf === true);
    const expression = compileExpression(rule.rule as string, "bool", scope, named);
    const hasMessage = !("error" in expression) && (rule.messageExpression ?? "") !== "";
    const message = hasMessage ? compileExpression(rule.messageExpression as string, "string", scope, named) : undefined;
    return { rule, expression, message, fieldPath: message !== undefined && "error" in message ? "" : normalizedFieldPath(rule, schema) };
  });
}

/** How often a value of this declaration can occur in a request: the bound where no `maxItems` or `maxProperties` sets one. */
export function maxCardinality(decl: DeclType): number {
  return Math.floor(MAX_REQUEST_BYTES / (decl.minSize + 1));
}

function compileExpression(text: string, result: "bool" | "string", scope: CheckScope, decl: DeclType): CompiledExpression {
  try {
    const checked = checkExpression(parseExpression(text), scope);
    if (checked.type.kind !== result)
      return { error: result === "bool" ? "cel expression must evaluate to a bool" : "messageExpression must evaluate to a string" };
    checkLiterals(checked);
    return { program: compileProgram(checked), maxCost: estimateCost(checked, decl).max, usesOldSelf: usesOldSelf(checked) };
  } catch (error) {
    if (error instanceof CelIssue) return { error: `compilation failed: ${error.message}` };
    if (error instanceof Undecidable) return { undecided: error.message };
    throw error;
  }
}

function usesOldSelf(checked: CheckedExpr): boolean {
  return checked.references.has("oldSelf");
}

function scopeOf(self: CelType, structs: StructFields, optionalOldSelf: boolean): CheckScope {
  return {
    variables: new Map([
      ["self", self],
      ["oldSelf", optionalOldSelf ? optionalType(self) : self],
    ]),
    fieldType: (struct, field) => structs.get(struct)?.get(field)?.type,
  };
}

function normalizedFieldPath(rule: ValidationRule, schema: StructuralSchema): string {
  if ((rule.fieldPath ?? "") === "") return "";
  const resolved = resolveFieldPath(rule.fieldPath as string, schema);
  return "path" in resolved ? resolved.path : "";
}
