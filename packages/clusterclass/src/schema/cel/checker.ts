import {
  BOOL,
  type CelType,
  DYN,
  ERROR,
  firstParam,
  formatType,
  INT,
  isDynOrError,
  isOptional,
  listType,
  mapType,
  optionalType,
  paramType,
  sameType,
  secondParam,
} from "./cel-type.ts";
import { CelIssue, type Comprehension, type Expr, OPERATORS } from "./expression.ts";
import { findFunction } from "./functions.ts";
import type { Overload } from "./overload.ts";
import { literalType, qualifiedName, TYPE_NAMES } from "./type-names.ts";
import { assign, mostGeneral, type Substitution, substitute } from "./unification.ts";

/** What an expression can refer to: variables, and the fields of structs. */
export interface CheckScope {
  variables: ReadonlyMap<string, CelType>;
  fieldType(struct: string, field: string): CelType | undefined;
}

/** What checking found out about an expression. Types and overloads are by the id of the node. */
export interface CheckedExpr {
  expr: Expr;
  type: CelType;
  types: ReadonlyMap<number, CelType>;
  overloads: ReadonlyMap<number, Overload[]>;
  /** Variables of the outermost scope that the expression uses. */
  references: ReadonlySet<string>;
}

type Scope = ReadonlyMap<string, CelType>;
type Node<Kind extends Expr["kind"]> = Extract<Expr, { kind: Kind }>;

/**
 * Type checks an expression, as github.com/google/cel-go v0.29, checker/checker.go does. Throws `CelIssue` with the first problem: undeclared names and fields,
 * calls without a matching overload, wrong operand types.
 */
export function checkExpression(expr: Expr, scope: CheckScope): CheckedExpr {
  let substitution: Substitution = new Map();
  let freeParams = 0;
  const types = new Map<number, CelType>();
  const overloads = new Map<number, Overload[]>();
  const references = new Set<string>();

  check(expr, new Map());
  for (const [id, type] of types) types.set(id, substitute(substitution, type, true));
  return { expr: expr, type: typeOf(expr), types, overloads, references };

  function typeOf(node: Expr): CelType {
    return types.get(node.id) ?? ERROR;
  }

  function isAssignable(from: readonly CelType[], to: readonly CelType[]): boolean {
    const next = assign(substitution, from, to);
    if (next !== undefined) substitution = next;
    return next !== undefined;
  }

  function freeType(): CelType {
    return paramType(`_var${freeParams++}`);
  }

  function check(node: Expr, locals: Scope): CelType {
    const type = checkNode(node, locals);
    types.set(node.id, type);
    return type;
  }

  function checkNode(node: Expr, locals: Scope): CelType {
    switch (node.kind) {
      case "literal":
        return literalType(node.value);
      case "ident":
        return identType(node.name, locals);
      case "select":
        return selectType(node, locals);
      case "call":
        return callType(node, locals);
      case "list":
        return listType(
          node.elements.reduce<CelType | undefined>((joined, element) => join(joined, check(element, locals)), undefined) ?? freeType(),
        );
      case "map":
        return mapLiteralType(node, locals);
      case "comprehension":
        return comprehensionType(node, locals);
    }
  }

  function identType(name: string, locals: Scope): CelType {
    const local = locals.get(name);
    if (local !== undefined) return local;
    const declared = scope.variables.get(name);
    if (declared !== undefined) references.add(name);
    const type = declared ?? TYPE_NAMES.get(name);
    if (type === undefined) throw new CelIssue(`undeclared reference to '${name}' (in container '')`);
    return type;
  }

  function selectType(node: Node<"select">, locals: Scope): CelType {
    const qualified = node.testOnly ? undefined : qualifiedName(node);
    const named = qualified === undefined ? undefined : TYPE_NAMES.get(qualified);
    if (named !== undefined) return named;
    const type = fieldOf(check(node.operand, locals), node.field, false);
    return node.testOnly ? BOOL : substitute(substitution, type, false);
  }

  function fieldOf(operand: CelType, field: string, optional: boolean): CelType {
    const outer = substitute(substitution, operand, false);
    const target = isOptional(outer) ? firstParam(outer) : outer;
    const type = plainFieldOf(target, field);
    return optional || isOptional(outer) ? optionalType(type) : type;
  }

  function plainFieldOf(target: CelType, field: string): CelType {
    if (target.kind === "map") return secondParam(target);
    if (target.kind === "struct") {
      const type = scope.fieldType(target.name, field);
      if (type === undefined) throw new CelIssue(`undefined field '${field}'`);
      return type;
    }
    if (target.kind === "param") isAssignable([DYN], [target]);
    else if (!isDynOrError(target)) throw new CelIssue(`type '${formatType(target)}' does not support field selection`);
    return DYN;
  }

  function callType(node: Node<"call">, locals: Scope): CelType {
    if (node.fn === OPERATORS.optionalSelect) return optionalSelectType(node, locals);
    const args = node.args.map((arg) => check(arg, locals));
    if (node.target === undefined) return resolve(node, functionNamed(node.fn), args);
    const prefix = qualifiedName(node.target);
    const namespaced = prefix === undefined ? undefined : findFunction(`${prefix}.${node.fn}`);
    if (namespaced !== undefined) {
      node.fn = `${prefix}.${node.fn}`;
      node.target = undefined;
      return resolve(node, namespaced, args);
    }
    const target = check(node.target, locals);
    return resolve(node, functionNamed(node.fn), [target, ...args]);
  }

  function functionNamed(name: string): readonly Overload[] {
    const found = findFunction(name);
    if (found === undefined) throw new CelIssue(`undeclared reference to '${name}' (in container '')`);
    return found;
  }

  function optionalSelectType(node: Node<"call">, locals: Scope): CelType {
    const [operand, field] = node.args as [Expr, Node<"literal">];
    overloads.set(node.id, [...functionNamed(node.fn)]);
    return substitute(substitution, fieldOf(check(operand, locals), String(field.value), true), false);
  }

  function resolve(node: Node<"call">, candidates: readonly Overload[], args: CelType[]): CelType {
    if (node.fn === OPERATORS.and || node.fn === OPERATORS.or) return logicalType(node, candidates, args);
    const matching: Overload[] = [];
    let result: CelType | undefined;
    for (const overload of candidates) {
      if (overload.member !== (node.target !== undefined)) continue;
      const fresh = freshParams(overload);
      if (
        !isAssignable(
          args,
          overload.args.map((arg) => substitute(fresh, arg, false)),
        )
      )
        continue;
      matching.push(overload);
      const type = substitute(substitution, substitute(fresh, overload.result, false), false);
      if (result === undefined) result = type;
      else if (result.kind !== "dyn" && !sameType(type, result)) result = DYN;
    }
    if (result === undefined)
      throw new CelIssue(`found no matching overload for '${node.fn}' applied to '(${args.map(showType).join(", ")})'`);
    overloads.set(node.id, matching);
    return result;
  }

  function logicalType(node: Node<"call">, candidates: readonly Overload[], args: CelType[]): CelType {
    for (const arg of args) {
      if (!isAssignable([arg], [BOOL])) throw new CelIssue(`expected type 'bool' but found '${showType(arg)}'`);
    }
    overloads.set(node.id, [...candidates]);
    return BOOL;
  }

  function freshParams(overload: Overload): Substitution {
    const fresh = new Map<string, CelType>();
    for (const type of [...overload.args, overload.result]) collectParams(type, fresh);
    return fresh;
  }

  function collectParams(type: CelType, fresh: Map<string, CelType>): void {
    if (type.kind === "param" && !fresh.has(type.name)) fresh.set(type.name, freeType());
    for (const param of type.params) collectParams(param, fresh);
  }

  function showType(type: CelType): string {
    return formatType(substitute(substitution, type, true));
  }

  function join(previous: CelType | undefined, current: CelType): CelType {
    if (previous === undefined) return current;
    if (isAssignable([previous], [current])) return mostGeneral(previous, current);
    return DYN;
  }

  function mapLiteralType(node: Node<"map">, locals: Scope): CelType {
    let key: CelType | undefined;
    let value: CelType | undefined;
    for (const [keyExpr, valueExpr] of node.entries) {
      key = join(key, check(keyExpr, locals));
      value = join(value, check(valueExpr, locals));
    }
    return mapType(key ?? freeType(), value ?? freeType());
  }

  function comprehensionType(node: Comprehension, locals: Scope): CelType {
    const range = substitute(substitution, check(node.range, locals), false);
    const accu = check(node.accuInit, locals);
    const outer = new Map(locals).set(node.accuVar, accu);
    const [first, second] = iterationTypes(range, node.iterVar2 !== undefined);
    const inner = new Map(outer).set(node.iterVar, first);
    if (node.iterVar2 !== undefined) inner.set(node.iterVar2, second);
    assertType(BOOL, check(node.condition, inner));
    assertType(accu, check(node.step, inner));
    return substitute(substitution, check(node.result, outer), false);
  }

  function iterationTypes(range: CelType, entries: boolean): [CelType, CelType] {
    if (range.kind === "list") return entries ? [INT, firstParam(range)] : [firstParam(range), DYN];
    if (range.kind === "map") return [firstParam(range), secondParam(range)];
    if (range.kind !== "param" && !isDynOrError(range)) {
      throw new CelIssue(`expression of type '${showType(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`);
    }
    isAssignable([DYN], [range]);
    return [DYN, DYN];
  }

  function assertType(expected: CelType, actual: CelType): void {
    if (!isAssignable([expected], [actual])) throw new CelIssue(`expected type '${showType(expected)}' but found '${showType(actual)}'`);
  }
}
