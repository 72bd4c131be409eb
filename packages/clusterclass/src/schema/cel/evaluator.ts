import type { CheckedExpr } from "./checker.ts";
import { accepts, candidatesFor } from "./dispatch.ts";
import { celEqual, celUnequal } from "./equality.ts";
import { ACCUMULATOR, type Comprehension, type Expr, OPERATORS } from "./expression.ts";
import { accessField, accessOptionally, hasField, indexValue } from "./field-access.ts";
import { UNUSED_ITERATION } from "./macros.ts";
import { CelError, CelInvalid, CelMap, CelOptional, CelTypeValue, type CelValue, Undecidable } from "./values.ts";

/** Steps after which the run-time budget of Kubernetes (1,000,000 units an expression) may be used up; a step is worth one unit or less. */
const STEP_LIMIT = 200_000;

/** Evaluates a checked expression. Throws `CelError` for errors of the evaluation and `Undecidable` if the result is not known. */
export type Program = (variables: ReadonlyMap<string, CelValue>) => CelValue;

interface Frame {
  name: string;
  value: CelValue;
  parent: Frame | undefined;
}

interface Run {
  variables: ReadonlyMap<string, CelValue>;
  steps: number;
}

type Step = (frame: Frame | undefined, run: Run) => CelValue;
type Node<Kind extends Expr["kind"]> = Extract<Expr, { kind: Kind }>;

/** Compiles a checked expression to nested closures; semantics of github.com/google/cel-go v0.29, interpreter. */
export function compileProgram(checked: CheckedExpr): Program {
  const root = compile(checked.expr);
  return (variables) => root(undefined, { variables, steps: 0 });

  function compile(expr: Expr): Step {
    const step = compileNode(expr);
    return (frame, run) => {
      if (++run.steps > STEP_LIMIT) throw new Undecidable("the rule may exceed the run-time cost budget");
      return step(frame, run);
    };
  }

  function compileNode(expr: Expr): Step {
    switch (expr.kind) {
      case "literal":
        return () => expr.value;
      case "ident":
        return compileIdent(expr.name);
      case "select":
        return compileSelect(expr);
      case "call":
        return compileCall(expr);
      case "list": {
        const elements = expr.elements.map(compile);
        return (frame, run) => elements.map((element) => element(frame, run));
      }
      case "map": {
        const entries = expr.entries.map(([key, value]): [Step, Step] => [compile(key), compile(value)]);
        return (frame, run) => new CelMap(new Map(entries.map(([key, value]) => [key(frame, run) as string, value(frame, run)])));
      }
      case "comprehension":
        return expr.iterVar === UNUSED_ITERATION ? compileBinding(expr) : compileFold(expr);
    }
  }

  function compileIdent(name: string): Step {
    return (frame, run) => {
      for (let scope = frame; scope !== undefined; scope = scope.parent) if (scope.name === name) return usable(scope.value);
      const value = run.variables.get(name);
      return value === undefined ? new CelTypeValue(name) : usable(value);
    };
  }

  function compileSelect(expr: Node<"select">): Step {
    const typeName = checked.types.has(expr.operand.id) ? undefined : qualified(expr);
    if (typeName !== undefined) return () => new CelTypeValue(typeName);
    const operand = compile(expr.operand);
    if (expr.testOnly) return (frame, run) => hasField(operand(frame, run), expr.field);
    return (frame, run) => usable(accessField(operand(frame, run), expr.field));
  }

  function compileCall(expr: Node<"call">): Step {
    const special = compileSpecial(expr);
    if (special !== undefined) return special;
    const operands = [...(expr.target === undefined ? [] : [expr.target]), ...expr.args];
    const steps = operands.map(compile);
    const overloads = candidatesFor(expr.fn, expr.target !== undefined, checked.overloads.get(expr.id) ?? []);
    return (frame, run) => {
      const values = steps.map((step) => step(frame, run));
      charge(run, values);
      const overload = overloads.find((candidate) => accepts(candidate, values));
      if (overload?.run === undefined) throw new CelError("no such overload");
      return usable(overload.run(...(values as never[])));
    };
  }

  function compileSpecial(expr: Node<"call">): Step | undefined {
    const [a, b, c] = [...(expr.target === undefined ? [] : [expr.target]), ...expr.args];
    switch (expr.fn) {
      case OPERATORS.and:
        return compileLogical(compile(a as Expr), compile(b as Expr), false);
      case OPERATORS.or:
        return compileLogical(compile(a as Expr), compile(b as Expr), true);
      case OPERATORS.conditional:
        return compileConditional(compile(a as Expr), compile(b as Expr), compile(c as Expr));
      case OPERATORS.notStrictlyFalse:
        return compileNotStrictlyFalse(compile(a as Expr));
      case OPERATORS.equals:
        return compileEquality(compile(a as Expr), compile(b as Expr), true);
      case OPERATORS.notEquals:
        return compileEquality(compile(a as Expr), compile(b as Expr), false);
      case OPERATORS.index:
        return compileBinary(compile(a as Expr), compile(b as Expr), (value, index) => usable(indexValue(value, index)));
      case OPERATORS.optionalIndex:
        return compileBinary(compile(a as Expr), compile(b as Expr), (value, index) => accessOptionally(value, index));
      case OPERATORS.optionalSelect:
        return compileBinary(compile(a as Expr), compile(b as Expr), (value, field) => accessOptionally(value, field));
      case "or":
      case "orValue":
        return compileOr(compile(a as Expr), compile(b as Expr), expr.fn === "or");
      default:
        return undefined;
    }
  }

  /** `@result` holds an error as a value until a later element decides, as `all` and `exists` need it. */
  function compileFold(expr: Comprehension): Step {
    const [range, accuInit, condition, step, result] = [expr.range, expr.accuInit, expr.condition, expr.step, expr.result].map(compile) as [
      Step,
      Step,
      Step,
      Step,
      Step,
    ];
    return (frame, run) => {
      const items = iterate(range(frame, run), expr.iterVar2 !== undefined);
      const accu: Frame = { name: expr.accuVar, value: accuInit(frame, run), parent: frame };
      for (const [first, second] of items) {
        if (condition(accu, run) !== true) break;
        let scope: Frame = { name: expr.iterVar, value: first, parent: accu };
        if (expr.iterVar2 !== undefined) scope = { name: expr.iterVar2, value: second, parent: scope };
        accu.value = attempt(() => step(scope, run));
      }
      return result(accu, run);
    };
  }

  function compileBinding(expr: Comprehension): Step {
    const [init, result] = [compile(expr.accuInit), compile(expr.result)];
    return (frame, run) => result({ name: expr.accuVar, value: attempt(() => init(frame, run)), parent: frame }, run);
  }
}

function compileBinary(left: Step, right: Step, apply: (a: CelValue, b: CelValue) => CelValue): Step {
  return (frame, run) => apply(left(frame, run), right(frame, run));
}

function compileEquality(left: Step, right: Step, wanted: boolean): Step {
  return (frame, run) => {
    const values = [left(frame, run), right(frame, run)] as const;
    charge(run, values);
    return wanted ? celEqual(values[0], values[1]) : celUnequal(values[0], values[1]);
  };
}

/** `&&` (decided by false) and `||` (decided by true): an error counts only if the other side does not decide. */
function compileLogical(left: Step, right: Step, deciding: boolean): Step {
  return (frame, run) => {
    const first = attempt(() => left(frame, run));
    if (first === deciding) return deciding;
    const second = attempt(() => right(frame, run));
    if (second === deciding) return deciding;
    if (first instanceof CelInvalid) throw new CelError(first.message);
    if (second instanceof CelInvalid) throw new CelError(second.message);
    if (typeof first !== "boolean" || typeof second !== "boolean") throw new CelError("no such overload");
    return !deciding;
  };
}

function compileConditional(condition: Step, then: Step, otherwise: Step): Step {
  return (frame, run) => {
    const value = condition(frame, run);
    if (typeof value !== "boolean") throw new CelError("no such overload");
    return value ? then(frame, run) : otherwise(frame, run);
  };
}

function compileNotStrictlyFalse(operand: Step): Step {
  return (frame, run) => attempt(() => operand(frame, run)) !== false;
}

function compileOr(left: Step, right: Step, keepOptional: boolean): Step {
  return (frame, run) => {
    const optional = left(frame, run);
    if (!(optional instanceof CelOptional)) throw new CelError("no such overload");
    if (optional.value === undefined) return right(frame, run);
    return keepOptional ? optional : optional.value;
  };
}

/** Runs `evaluate` and turns its error into a value. */
function attempt(evaluate: () => CelValue): CelValue {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof CelError) return new CelInvalid(error.message);
    throw error;
  }
}

function usable(value: CelValue): CelValue {
  if (value instanceof CelInvalid) throw new CelError(value.message);
  return value;
}

function iterate(range: CelValue, entries: boolean): [CelValue, CelValue][] {
  if (Array.isArray(range)) return range.map((item, i) => (entries ? [BigInt(i), item] : [item, null]));
  if (range instanceof CelMap) return [...range.entries, ...hiddenEntries(range)];
  throw new CelError("no such overload");
}

/** Keys without a schema are iterated over as null, as apiserver does for the default of a map at the root of a variable. */
function hiddenEntries(map: CelMap): [CelValue, CelValue][] {
  return [...map.hidden.keys()].map(() => [null, new CelInvalid("no such overload")]);
}

function qualified(expr: Expr): string | undefined {
  if (expr.kind === "ident") return expr.name === ACCUMULATOR ? undefined : expr.name;
  const prefix = expr.kind === "select" ? qualified(expr.operand) : undefined;
  return prefix === undefined || expr.kind !== "select" ? undefined : `${prefix}.${expr.field}`;
}

function charge(run: Run, values: readonly CelValue[]): void {
  for (const value of values) if (typeof value === "string" || Array.isArray(value)) run.steps += Math.floor(value.length / 10);
}
