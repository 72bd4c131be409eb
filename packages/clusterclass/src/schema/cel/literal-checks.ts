import { compilePattern } from "../pattern.ts";
import { DYN, formatType, sameType } from "./cel-type.ts";
import type { CheckedExpr } from "./checker.ts";
import { CelIssue, type Expr } from "./expression.ts";
import { CelError, type CelValue } from "./values.ts";

type Call = Extract<Expr, { kind: "call" }>;

const CONVERSIONS = new Set(["bool", "bytes", "double", "duration", "int", "string", "timestamp", "uint"]);
const REGEX_ARGUMENT: Record<string, number | undefined> = { matches: 0, find: 0, findAll: 0 };

/**
 * Literals that can only fail are refused when a rule is compiled: regular expressions, conversions of constants, arguments of
 * `format`, lists and maps of mixed types.
 * Source: cel-go v0.29 (cel/validator.go, interpreter/decorators.go, ext/formatting.go) with the options of k8s.io/apiserver v0.36.
 */
export function checkLiterals(checked: CheckedExpr): void {
  visit(checked.expr, checked, false);
}

/** Lists and maps that `format` prints may mix types; all others may not. */
function visit(expr: Expr, checked: CheckedExpr, mayMix: boolean): void {
  if (expr.kind === "call") {
    checkRegex(expr);
    checkConversion(expr, checked);
    checkFormat(expr, checked);
  }
  if (!mayMix) checkHomogeneity(expr, checked);
  const printed = mayMix || (expr.kind === "call" && expr.fn === "format");
  for (const child of children(expr)) visit(child, checked, printed);
}

function checkHomogeneity(expr: Expr, checked: CheckedExpr): void {
  if (expr.kind === "list") checkSameTypes(expr.elements, checked);
  if (expr.kind !== "map") return;
  checkSameTypes(
    expr.entries.map(([key]) => key),
    checked,
  );
  checkSameTypes(
    expr.entries.map(([, value]) => value),
    checked,
  );
}

function checkSameTypes(exprs: Expr[], checked: CheckedExpr): void {
  const [first, ...others] = exprs.map((expr) => checked.types.get(expr.id) ?? DYN);
  const other = first && others.find((type) => !sameType(type, first));
  if (other !== undefined) throw new CelIssue(`expected type '${formatType(first!)}' but found '${formatType(other)}'`);
}

function children(expr: Expr): Expr[] {
  switch (expr.kind) {
    case "select":
      return [expr.operand];
    case "call":
      return expr.target === undefined ? expr.args : [expr.target, ...expr.args];
    case "list":
      return expr.elements;
    case "map":
      return expr.entries.flat();
    case "comprehension":
      return [expr.range, expr.accuInit, expr.condition, expr.step, expr.result];
    default:
      return [];
  }
}

function checkRegex(call: Call): void {
  const position = REGEX_ARGUMENT[call.fn];
  if (position === undefined) return;
  const pattern = literalValue(call.args[call.target === undefined ? position + 1 : position]);
  if (typeof pattern !== "string") return;
  const compiled = compilePattern(pattern);
  if ("error" in compiled) throw new CelIssue(`invalid ${call.fn} argument: ${compiled.error}`);
}

function checkConversion(call: Call, checked: CheckedExpr): void {
  const value = literalValue(call.args[0]);
  if (!CONVERSIONS.has(call.fn) || call.target !== undefined || call.args.length !== 1 || value === undefined) return;
  try {
    checked.overloads.get(call.id)?.[0]?.run?.(value as never);
  } catch (error) {
    if (error instanceof CelError) throw new CelIssue(`invalid ${call.fn} argument: ${error.message}`);
    throw error;
  }
}

const CLAUSE_TYPES: Record<string, readonly string[] | undefined> = {
  s: undefined,
  d: ["int", "uint"],
  f: ["double", "string"],
  e: ["double", "string"],
  b: ["int", "uint", "bool"],
  o: ["int", "uint"],
  x: ["int", "uint", "string", "bytes"],
  X: ["int", "uint", "string", "bytes"],
};

function checkFormat(call: Call, checked: CheckedExpr): void {
  const template = literalValue(call.target);
  const list = call.args[0];
  if (call.fn !== "format" || typeof template !== "string" || list?.kind !== "list") return;
  let next = 0;
  for (const [, , verb = ""] of template.matchAll(/%(\.[0-9]+)?(.?)/gs)) {
    if (verb === "%") continue;
    if (!Object.hasOwn(CLAUSE_TYPES, verb)) throw new CelIssue(`unrecognized formatting clause "${verb}"`);
    const arg = list.elements[next++];
    if (arg === undefined) throw new CelIssue(`index ${next - 1} out of range`);
    const kind = checked.types.get(arg.id)?.kind ?? "dyn";
    const allowed = CLAUSE_TYPES[verb];
    if (kind !== "dyn" && (allowed === undefined ? kind === "struct" || kind === "opaque" : !allowed.includes(kind))) {
      throw new CelIssue(`%${verb} cannot print a value of type ${kind}`);
    }
  }
  if (list.elements.length > next)
    throw new CelIssue(`too many arguments supplied to string.format (expected ${next}, got ${list.elements.length})`);
}

function literalValue(expr: Expr | undefined): CelValue | undefined {
  return expr?.kind === "literal" ? expr.value : undefined;
}
