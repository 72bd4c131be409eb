import { type CallCost, type CostNode, REGEX, TRAVERSAL } from "./call-cost.ts";
import { type Estimate, fixed, plus, scale, sum, times, UNKNOWN, union, ZERO } from "./estimate.ts";

/**
 * What a call of a standard function costs, its operands included, and how large its result is.
 * Source: github.com/google/cel-go v0.29, checker/cost.go, functionCost.
 */
export function standardCallCost(overload: string, target: CostNode | undefined, args: CostNode[], argCosts: Estimate[]): CallCost {
  const operands = sum(argCosts);
  if (overload === "logical_or" || overload === "logical_and") return { cost: { min: argCosts[0]?.min ?? 0, max: operands.max } };
  if (overload === "conditional") return conditionalCost(args, argCosts);
  const { cost, size } = ownCost(overload, target, args);
  return { cost: plus(cost, operands), ...(size === undefined ? {} : { size }) };
}

function conditionalCost(args: CostNode[], argCosts: Estimate[]): CallCost {
  const [condition = ZERO, then = ZERO, otherwise = ZERO] = argCosts;
  return { cost: plus(condition, union(then, otherwise)), size: union(sizeOf(args[1]), sizeOf(args[2])) };
}

function ownCost(overload: string, target: CostNode | undefined, args: CostNode[]): CallCost {
  const [first, second] = [sizeOf(args[0]), sizeOf(args[1])];
  switch (overload) {
    case "string_format":
      return { cost: scale(sizeOf(target), TRAVERSAL) };
    case "string_to_bytes":
      return { cost: scale(first, TRAVERSAL), size: { min: first.min, max: first.max * 4 } };
    case "bytes_to_string":
      return { cost: scale(first, TRAVERSAL), size: { min: Math.floor(first.min / 4), max: first.max } };
    case "strings_quote":
      return { cost: scale(first, TRAVERSAL), size: { min: first.min + 2, max: first.max * 2 + 2 } };
    case "starts_with_string":
    case "ends_with_string":
      return { cost: scale(first, TRAVERSAL) };
    case "in_list":
      return { cost: second };
    case "matches":
      return { cost: matchCost(first, second) };
    case "matches_string":
      return { cost: matchCost(sizeOf(target), first) };
    case "contains_string":
      return { cost: times(scale(sizeOf(target), TRAVERSAL), scale(first, TRAVERSAL)) };
    case "add_list":
      return { cost: fixed(1), size: plus(first, second) };
    case "add_string":
    case "add_bytes":
      return { cost: scale(plus(first, second), TRAVERSAL), size: plus(first, second) };
    default:
      return { cost: isTraversing(overload) ? comparisonCost(first, second) : fixed(1) };
  }
}

function sizeOf(node: CostNode | undefined): Estimate {
  return node?.computed ?? UNKNOWN;
}

/** One more than the text, so that matching an empty text costs something. */
function matchCost(text: Estimate, pattern: Estimate): Estimate {
  return times(scale(plus(text, fixed(1)), TRAVERSAL), scale(pattern, REGEX));
}

function isTraversing(overload: string): boolean {
  return overload === "equals" || overload === "not_equals" || /^(less|greater)(_equals)?_(string|bytes)$/.test(overload);
}

/** Comparing stops at the end of the shorter value. */
function comparisonCost(a: Estimate, b: Estimate): Estimate {
  const max = Math.min(a.max, b.max);
  return scale({ min: max > 0 ? 1 : 0, max }, TRAVERSAL);
}
