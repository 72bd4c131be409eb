import { type CallCost, type CostNode, kubernetesCallCost, listExtensionCost } from "./call-cost.ts";
import type { CelType } from "./cel-type.ts";
import type { CheckedExpr } from "./checker.ts";
import type { DeclType } from "./decl-type.ts";
import { type Estimate, fixed, plus, sum, times, UNKNOWN, union, ZERO } from "./estimate.ts";
import { ACCUMULATOR, type Comprehension, type Expr } from "./expression.ts";
import { isScalar, knownOrUnknown, literalSize, schemaSize } from "./known-sizes.ts";
import { UNUSED_ITERATION } from "./macros.ts";
import { standardCallCost } from "./standard-call-cost.ts";

type Node<Kind extends Expr["kind"]> = Extract<Expr, { kind: Kind }>;

/** Sizes of the keys (or positions) and values of a list or map. */
interface EntrySize {
  container: "list" | "map";
  key: Estimate;
  value: Estimate;
}

interface Local {
  path: readonly string[];
  size: Estimate | undefined;
  entries: EntrySize | undefined;
}

/**
 * Worst-case cost of an expression over values of `root`, as the API server estimates it before it accepts a rule.
 * Source: github.com/google/cel-go v0.29, checker/cost.go, with the options of k8s.io/apiserver v0.36 (`has` is free).
 */
export function estimateCost(checked: CheckedExpr, root: DeclType): Estimate {
  const paths = new Map<number, readonly string[]>();
  const sizes = new Map<number, Estimate>();
  const entrySizes = new Map<number, EntrySize>();
  const locals = new Map<string, Local[]>();
  return costOf(checked.expr);

  function costOf(expr: Expr): Estimate {
    switch (expr.kind) {
      case "literal":
        return ZERO;
      case "ident":
        paths.set(expr.id, localOf(expr.name)?.path ?? [expr.name]);
        return fixed(1);
      case "select":
        return selectCost(expr);
      case "call":
        return callCost(expr);
      case "list":
        return listCost(expr);
      case "map":
        return mapCost(expr);
      case "comprehension":
        return expr.iterVar === UNUSED_ITERATION ? bindingCost(expr) : foldCost(expr);
    }
  }

  function localOf(name: string): Local | undefined {
    return locals.get(name)?.at(-1);
  }

  function push(name: string, local: Local): void {
    locals.set(name, [...(locals.get(name) ?? []), local]);
  }

  function pop(name: string): void {
    locals.get(name)?.pop();
  }

  function typeOf(expr: Expr): CelType | undefined {
    return checked.types.get(expr.id);
  }

  function pathOf(expr: Expr): readonly string[] {
    const local = expr.kind === "ident" ? localOf(expr.name) : undefined;
    return local?.path ?? paths.get(expr.id) ?? [];
  }

  function selectCost(expr: Node<"select">): Estimate {
    const operand = typeOf(expr.operand) === undefined ? undefined : costOf(expr.operand);
    if (operand === undefined) return fixed(1);
    if (expr.testOnly) return operand;
    const kind = typeOf(expr.operand)?.kind;
    paths.set(expr.id, [...pathOf(expr.operand), expr.field]);
    return kind === "map" || kind === "struct" || kind === "param" ? plus(operand, fixed(1)) : operand;
  }

  function callCost(expr: Node<"call">): Estimate {
    if (expr.fn === "dyn") return dynCost(expr);
    const argCosts = expr.args.map(costOf);
    const args = expr.args.map(nodeOf);
    const targetCost = expr.target === undefined ? ZERO : costOf(expr.target);
    const target = expr.target && nodeOf(expr.target);
    let cost: Estimate = { min: Number.POSITIVE_INFINITY, max: 0 };
    let size: Estimate | undefined;
    for (const overload of checked.overloads.get(expr.id) ?? []) {
      const call = overloadCost(expr, overload.id, target, args, argCosts);
      cost = union(cost, call.cost);
      if (call.size !== undefined) size = size === undefined ? call.size : union(size, call.size);
      size = indexPathAndSize(expr, overload.id, size) ?? sizeOf(expr);
    }
    if (size !== undefined) sizes.set(expr.id, size);
    return plus(targetCost, cost);
  }

  function indexPathAndSize(expr: Node<"call">, overload: string, size: Estimate | undefined): Estimate | undefined {
    const container = expr.args[0];
    if (container === undefined || (overload !== "index_list" && overload !== "index_map")) return size;
    paths.set(expr.id, [...pathOf(container), overload === "index_list" ? "@items" : "@values"]);
    return entriesOf(container)?.value;
  }

  function dynCost(expr: Node<"call">): Estimate {
    const arg = expr.args[0] as Expr;
    const cost = costOf(arg);
    copySizes(expr, arg);
    return plus(fixed(1), cost);
  }

  function listCost(expr: Node<"list">): Estimate {
    let item: Estimate = { min: expr.elements.length === 0 ? 0 : Number.POSITIVE_INFINITY, max: 0 };
    const costs = expr.elements.map((element) => {
      const cost = costOf(element);
      item = union(item, knownOrUnknown(sizeOf(element)));
      return cost;
    });
    entrySizes.set(expr.id, { container: "list", key: fixed(1), value: item });
    return plus(sum(costs), fixed(10));
  }

  function mapCost(expr: Node<"map">): Estimate {
    const min = expr.entries.length === 0 ? 0 : Number.POSITIVE_INFINITY;
    let [key, value]: [Estimate, Estimate] = [
      { min, max: 0 },
      { min, max: 0 },
    ];
    const costs = expr.entries.map(([keyExpr, valueExpr]) => {
      const cost = plus(costOf(keyExpr), costOf(valueExpr));
      key = union(key, knownOrUnknown(sizeOf(keyExpr)));
      value = union(value, knownOrUnknown(sizeOf(valueExpr)));
      return cost;
    });
    entrySizes.set(expr.id, { container: "map", key, value });
    return plus(sum(costs), fixed(30));
  }

  function bindingCost(expr: Comprehension): Estimate {
    const cost = plus(costOf(expr.range), costOf(expr.accuInit));
    push(expr.accuVar, { path: pathOf(expr.accuInit), size: sizeOf(expr.accuInit), entries: entriesOf(expr.accuInit) });
    const result = costOf(expr.result);
    pop(expr.accuVar);
    copySizes(expr, expr.result);
    return plus(cost, result);
  }

  function foldCost(expr: Comprehension): Estimate {
    const before = plus(costOf(expr.range), costOf(expr.accuInit));
    push(expr.accuVar, { path: pathOf(expr.accuInit), size: sizeOf(expr.accuInit), entries: entriesOf(expr.accuInit) });
    pushIteration(expr);
    const each = plus(costOf(expr.condition), costOf(expr.step));
    pop(expr.iterVar);
    if (expr.iterVar2 !== undefined) pop(expr.iterVar2);
    const result = costOf(expr.result);
    pop(expr.accuVar);
    const count = knownOrUnknown(sizeOf(expr.range));
    setFoldSizes(expr, count);
    return plus(plus(before, result), times(count, each));
  }

  function pushIteration(expr: Comprehension): void {
    const entries = entriesOf(expr.range);
    const isList = (entries?.container ?? typeOf(expr.range)?.kind) === "list";
    const path = pathOf(expr.range);
    const at = (part: string, size: Estimate | undefined): Local => ({ path: [...path, part], size, entries: undefined });
    if (expr.iterVar2 === undefined) push(expr.iterVar, isList ? at("@items", entries?.value) : at("@keys", entries?.key));
    else {
      push(expr.iterVar, at(isList ? "@indices" : "@keys", entries?.key));
      push(expr.iterVar2, at(isList ? "@items" : "@values", entries?.value));
    }
  }

  function setFoldSizes(expr: Comprehension, count: Estimate): void {
    if (expr.accuInit.kind === "literal") {
      const size = sizeOf(expr.accuInit);
      if (size !== undefined) sizes.set(expr.id, size);
      return;
    }
    if (expr.accuInit.kind !== "list" && expr.accuInit.kind !== "map") return;
    sizes.set(expr.id, count);
    const entries = entriesOf(expr.step);
    if (entries !== undefined) entrySizes.set(expr.id, entries);
  }

  function overloadCost(
    expr: Node<"call">,
    overload: string,
    target: CostNode | undefined,
    args: CostNode[],
    argCosts: Estimate[],
  ): CallCost {
    const known =
      listExtensionCost(overload, target, args, { sizeOf: sizeOfNode }) ??
      kubernetesCallCost(expr.fn, overload, target, args, { sizeOf: sizeOfNode });
    if (known !== undefined) return { ...known, cost: plus(known.cost, sum(argCosts)) };
    if (overload === "conditional") setJointEntries(expr, expr.args[1], expr.args[2]);
    else if (overload.startsWith("add_")) setJointEntries(expr, expr.args[0], expr.args[1]);
    return standardCallCost(overload, target, args, argCosts);
  }

  function setJointEntries(expr: Expr, a: Expr | undefined, b: Expr | undefined): void {
    const left = a && entriesOf(a);
    const right = b && entriesOf(b);
    if (left === undefined || right === undefined) return;
    entrySizes.set(expr.id, { container: left.container, key: union(left.key, right.key), value: union(left.value, right.value) });
  }

  function nodeOf(expr: Expr): CostNode {
    const path = pathOf(expr);
    const known = path.length > 0 && path[0] !== ACCUMULATOR ? path : undefined;
    return { expr, type: typeOf(expr) ?? { kind: "dyn", name: "dyn", params: [] }, path: known, computed: sizeOf(expr) };
  }

  function sizeOfNode(node: CostNode): Estimate {
    return node.computed ?? schemaSize(root, node.path ?? []) ?? UNKNOWN;
  }

  function sizeOf(expr: Expr): Estimate | undefined {
    const known = sizes.get(expr.id) ?? literalSize(expr);
    if (known !== undefined) return known;
    const declared = schemaSize(root, pathOf(expr));
    if (declared !== undefined) {
      sizes.set(expr.id, declared);
      return declared;
    }
    const type = typeOf(expr);
    if (type !== undefined && isScalar(type)) return fixed(1);
    return expr.kind === "ident" ? localOf(expr.name)?.size : undefined;
  }

  function entriesOf(expr: Expr): EntrySize | undefined {
    return entrySizes.get(expr.id) ?? (expr.kind === "ident" ? localOf(expr.name)?.entries : undefined);
  }

  function copySizes(to: Expr, from: Expr): void {
    const size = sizeOf(from);
    if (size !== undefined) sizes.set(to.id, size);
    const entries = entriesOf(from);
    if (entries !== undefined) entrySizes.set(to.id, entries);
  }
}
