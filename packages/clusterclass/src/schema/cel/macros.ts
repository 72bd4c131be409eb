import { ACCUMULATOR, CelIssue, type Comprehension, type Expr, OPERATORS } from "./expression.ts";
import type { NextId } from "./parse-expression.ts";

type Call = Extract<Expr, { kind: "call" }>;
type Expander = (target: Expr, args: Expr[], nextId: NextId) => Expr;

/**
 * Expands a call if it is one of the macros of Kubernetes' CEL environment: the standard ones, those with two variables, those of optionals, and `sortBy`.
 * Source: github.com/google/cel-go v0.29, parser/macro.go, ext/comprehensions.go, ext/lists.go, cel/library.go. Undefined if the call is no macro; throws `CelIssue` if
 * it is one with wrong arguments.
 */
export function expandMacro(call: Call, nextId: NextId): Expr | undefined {
  if (call.target === undefined) return call.fn === "has" && call.args.length === 1 ? expandHas(call, nextId) : undefined;
  const expander = MEMBER_MACROS[`${call.fn}/${call.args.length}`];
  return expander?.(call.target, call.args, nextId);
}

const MEMBER_MACROS: Record<string, Expander | undefined> = {
  "all/2": (target, [name, test], nextId) => expandAll(target, [nameOf(name)], test as Expr, nextId),
  "exists/2": (target, [name, test], nextId) => expandExists(target, [nameOf(name)], test as Expr, nextId),
  "exists_one/2": (target, [name, test], nextId) => expandExistsOne(target, [nameOf(name)], test as Expr, nextId),
  "existsOne/2": (target, [name, test], nextId) => expandExistsOne(target, [nameOf(name)], test as Expr, nextId),
  "map/2": (target, [name, value], nextId) => expandList(target, [nameOf(name)], undefined, value as Expr, nextId),
  "map/3": (target, [name, test, value], nextId) => expandList(target, [nameOf(name)], test, value as Expr, nextId),
  "filter/2": (target, [name, test], nextId) => expandList(target, [nameOf(name)], test, name as Expr, nextId),
  "all/3": (target, args, nextId) => expandAll(target, twoNames(args), args[2] as Expr, nextId),
  "exists/3": (target, args, nextId) => expandExists(target, twoNames(args), args[2] as Expr, nextId),
  "exists_one/3": (target, args, nextId) => expandExistsOne(target, twoNames(args), args[2] as Expr, nextId),
  "existsOne/3": (target, args, nextId) => expandExistsOne(target, twoNames(args), args[2] as Expr, nextId),
  "transformList/3": (target, args, nextId) => expandList(target, twoNames(args), undefined, args[2] as Expr, nextId),
  "transformList/4": (target, args, nextId) => expandList(target, twoNames(args), args[2], args[3] as Expr, nextId),
  "transformMap/3": (target, args, nextId) => expandMap(target, twoNames(args), undefined, [args[0], args[2]] as Expr[], nextId),
  "transformMap/4": (target, args, nextId) => expandMap(target, twoNames(args), args[2], [args[0], args[3]] as Expr[], nextId),
  "transformMapEntry/3": (target, args, nextId) => expandMap(target, twoNames(args), undefined, [args[2]] as Expr[], nextId),
  "transformMapEntry/4": (target, args, nextId) => expandMap(target, twoNames(args), args[2], [args[3]] as Expr[], nextId),
  "sortBy/2": (target, [name, key], nextId) => expandSortBy(target, nameOf(name), key as Expr, nextId),
  "optMap/2": (target, [name, value], nextId) => expandOptional(target, nameOf(name), value as Expr, true, nextId),
  "optFlatMap/2": (target, [name, value], nextId) => expandOptional(target, nameOf(name), value as Expr, false, nextId),
};

/** The bindings that optional macros make have no range; cost estimation and evaluation know them by this name. */
export const UNUSED_ITERATION = "#unused";

/** The name that `sortBy` gives its list; not one that an author can write. */
const SORT_INPUT = "@__sortBy_input__";

function expandHas(call: Call, nextId: NextId): Expr {
  const arg = call.args[0];
  if (arg?.kind !== "select") throw new CelIssue("invalid argument to has() macro");
  return { id: nextId(), kind: "select", operand: arg.operand, field: arg.field, testOnly: true };
}

function nameOf(arg: Expr | undefined): string {
  if (arg?.kind !== "ident") throw new CelIssue("argument must be a simple name");
  if (arg.name === "__result__") throw new CelIssue("iteration variable overwrites accumulator variable");
  return arg.name;
}

function twoNames(args: Expr[]): [string, string] {
  const names: [string, string] = [nameOf(args[0]), nameOf(args[1])];
  if (names[0] === names[1]) throw new CelIssue(`duplicate variable name: ${names[0]}`);
  return names;
}

function expandAll(range: Expr, names: string[], test: Expr, nextId: NextId): Expr {
  const { accu, call, lit } = builders(nextId);
  return fold(range, names, lit(true), call(OPERATORS.notStrictlyFalse, accu()), call(OPERATORS.and, accu(), test), accu(), nextId);
}

function expandExists(range: Expr, names: string[], test: Expr, nextId: NextId): Expr {
  const { accu, call, lit } = builders(nextId);
  const condition = call(OPERATORS.notStrictlyFalse, call(OPERATORS.not, accu()));
  return fold(range, names, lit(false), condition, call(OPERATORS.or, accu(), test), accu(), nextId);
}

function expandExistsOne(range: Expr, names: string[], test: Expr, nextId: NextId): Expr {
  const { accu, call, lit } = builders(nextId);
  const step = call(OPERATORS.conditional, test, call(OPERATORS.add, accu(), lit(1n)), accu());
  return fold(range, names, lit(0n), lit(true), step, call(OPERATORS.equals, accu(), lit(1n)), nextId);
}

function expandList(range: Expr, names: string[], test: Expr | undefined, value: Expr, nextId: NextId): Expr {
  const { accu, call, lit } = builders(nextId);
  const append = call(OPERATORS.add, accu(), { id: nextId(), kind: "list", elements: [value] });
  const step = test === undefined ? append : call(OPERATORS.conditional, test, append, accu());
  return fold(range, names, { id: nextId(), kind: "list", elements: [] }, lit(true), step, accu(), nextId);
}

function expandMap(range: Expr, names: string[], test: Expr | undefined, inserted: Expr[], nextId: NextId): Expr {
  const { accu, call, lit } = builders(nextId);
  const insert = call("cel.@mapInsert", accu(), ...inserted);
  const step = test === undefined ? insert : call(OPERATORS.conditional, test, insert, accu());
  return fold(range, names, { id: nextId(), kind: "map", entries: [] }, lit(true), step, accu(), nextId);
}

function expandOptional(target: Expr, name: string, value: Expr, wrap: boolean, nextId: NextId): Expr {
  const { call } = builders(nextId);
  const member = (fn: string, on: Expr): Expr => ({ id: nextId(), kind: "call", fn, target: on, args: [] });
  const bound = binding(name, member("value", copy(target, nextId)), value, nextId);
  return call(OPERATORS.conditional, member("hasValue", target), wrap ? call("optional.of", bound) : bound, call("optional.none"));
}

function expandSortBy(target: Expr, name: string, key: Expr, nextId: NextId): Expr {
  const input = (): Expr => ({ id: nextId(), kind: "ident", name: SORT_INPUT });
  const keys = expandList(input(), [name], undefined, key, nextId);
  const sorted: Expr = { id: nextId(), kind: "call", fn: "@sortByAssociatedKeys", target: input(), args: [keys] };
  return binding(SORT_INPUT, target, sorted, nextId);
}

/** `result` with a name for a value: a fold over nothing. */
function binding(name: string, value: Expr, result: Expr, nextId: NextId): Comprehension {
  return {
    id: nextId(),
    kind: "comprehension",
    range: { id: nextId(), kind: "list", elements: [] },
    iterVar: UNUSED_ITERATION,
    iterVar2: undefined,
    accuVar: name,
    accuInit: value,
    condition: { id: nextId(), kind: "literal", value: false },
    step: { id: nextId(), kind: "ident", name },
    result,
  };
}

function builders(nextId: NextId) {
  return {
    accu: (): Expr => ({ id: nextId(), kind: "ident", name: ACCUMULATOR }),
    call: (fn: string, ...args: Expr[]): Expr => ({ id: nextId(), kind: "call", fn, target: undefined, args }),
    lit: (value: boolean | bigint): Expr => ({ id: nextId(), kind: "literal", value }),
  };
}

function fold(range: Expr, names: string[], accuInit: Expr, condition: Expr, step: Expr, result: Expr, nextId: NextId): Comprehension {
  const [iterVar = "", iterVar2] = names;
  return { id: nextId(), kind: "comprehension", range, iterVar, iterVar2, accuVar: ACCUMULATOR, accuInit, condition, step, result };
}

/** The same expression with ids of its own. */
function copy(expr: Expr, nextId: NextId): Expr {
  const id = nextId();
  const again = (inner: Expr) => copy(inner, nextId);
  switch (expr.kind) {
    case "literal":
    case "ident":
      return { ...expr, id };
    case "select":
      return { ...expr, id, operand: again(expr.operand) };
    case "call":
      return { ...expr, id, target: expr.target && again(expr.target), args: expr.args.map(again) };
    case "list":
      return { ...expr, id, elements: expr.elements.map(again) };
    case "map":
      return { ...expr, id, entries: expr.entries.map(([key, value]) => [again(key), again(value)]) };
    case "comprehension": {
      const { range, accuInit, condition, step, result } = expr;
      return {
        ...expr,
        id,
        range: again(range),
        accuInit: again(accuInit),
        condition: again(condition),
        step: again(step),
        result: again(result),
      };
    }
  }
}
