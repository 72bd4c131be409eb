import { type CelType, firstParam } from "./cel-type.ts";
import { type Estimate, fixed, plus, scale, times, UNBOUNDED, union } from "./estimate.ts";
import type { Expr } from "./expression.ts";

/** Cost of passing over a text, for each character. */
export const TRAVERSAL = 0.1;
/** Cost of a regular expression, for each character of it. */
export const REGEX = 0.25;

/** An operand as cost functions see it. */
export interface CostNode {
  expr: Expr | undefined;
  type: CelType;
  path: readonly string[] | undefined;
  /** The size as far as the expression itself tells it. */
  computed: Estimate | undefined;
}

/** What a call costs without its operands, and how large its result is. */
export interface CallCost {
  cost: Estimate;
  size?: Estimate;
}

/** What the cost functions need to know about the schema. */
export interface Sizes {
  sizeOf(node: CostNode): Estimate;
}

const NOMINAL = new Set(
  (
    "masked prefixLength family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast format.named sign asInteger isInteger " +
    "asApproximateFloat isGreaterThan isLessThan compareTo add sub major minor patch getScheme getHostname getHost getPort getEscapedPath getQuery"
  ).split(" "),
);
const TEXT_PARSERS = new Set(["cidr", "isIP", "isCIDR", "ip", "quantity", "isQuantity", "semver", "isSemver"]);
const TRANSFORMS = new Set(["lowerAscii", "upperAscii", "substring", "trim"]);
const LIST_SCANS = new Set(["isSorted", "sum", "max", "min", "indexOf", "lastIndexOf"]);

/**
 * Costs of the functions that Kubernetes estimates itself; undefined for all others.
 * Source: k8s.io/apiserver v0.36, pkg/cel/library/cost.go (EstimateCallCost).
 */
export function kubernetesCallCost(
  fn: string,
  overload: string,
  target: CostNode | undefined,
  args: CostNode[],
  sizes: Sizes,
): CallCost | undefined {
  const first = args[0];
  if (LIST_SCANS.has(fn) && target !== undefined) return { cost: scanCost(target, sizes) };
  if (fn === "url" && first !== undefined) return traversal(sizes.sizeOf(first));
  if (TRANSFORMS.has(fn) && target !== undefined) return traversal(sizes.sizeOf(target));
  if (fn === "replace" && target !== undefined) return replaceCost(target, args, sizes);
  if (fn === "split" && target !== undefined) return splitCost(target, args, sizes);
  if (fn === "join" && target !== undefined) return joinCost(target, first, sizes);
  if ((fn === "find" || fn === "findAll") && target !== undefined && first !== undefined) return findCost(target, first, sizes);
  if (overload === "cidr_ip" || NOMINAL.has(fn)) return { cost: fixed(1) };
  if (TEXT_PARSERS.has(fn) && first !== undefined) return { cost: scale(sizes.sizeOf(first), TRAVERSAL) };
  if (fn === "ip.isCanonical" && first !== undefined) return { cost: scale(sizes.sizeOf(first), 2 * TRAVERSAL) };
  if ((fn === "containsIP" || fn === "containsCIDR") && first !== undefined) return { cost: containsCost(fn, overload, first, sizes) };
  if (fn === "validate" && first !== undefined) return { cost: scale(scale(sizes.sizeOf(first), TRAVERSAL), 128 * REGEX) };
  if (fn === "_==_") return equalityCost(args);
  return undefined;
}

function traversal(size: Estimate): CallCost {
  return { cost: scale(size, TRAVERSAL), size };
}

function itemNode(list: CostNode): CostNode | undefined {
  if (list.type.params.length === 0) return undefined;
  return { expr: undefined, type: firstParam(list.type), path: list.path && [...list.path, "@items"], computed: undefined };
}

function scanCost(target: CostNode, sizes: Sizes): Estimate {
  const item = itemNode(target);
  if (item === undefined) return scale(sizes.sizeOf(target), TRAVERSAL);
  const isText = item.type.kind === "string" || item.type.kind === "bytes";
  const each = isText ? plus(fixed(1), scale(sizes.sizeOf(item), TRAVERSAL)) : fixed(1);
  return times(sizes.sizeOf(target), each);
}

function replaceCost(target: CostNode, args: CostNode[], sizes: Sizes): CallCost | undefined {
  const [old, by] = args.map((arg) => sizes.sizeOf(arg));
  if (old === undefined || by === undefined) return undefined;
  const text = sizes.sizeOf(target);
  const longest = replacements(text.max, old.min, by.max <= old.min);
  const shortest = replacements(text.min, old.max, old.max <= by.min);
  const size = plus(times({ min: shortest.count, max: longest.count }, by), { min: shortest.kept, max: longest.kept });
  return { cost: scale(text, 2 * TRAVERSAL), size };
}

/** How often a text of the given length can be replaced in another one, and how much of that other one stays. */
function replacements(text: number, old: number, neutral: boolean): { count: number; kept: number } {
  if (old === 0) return { count: text < UNBOUNDED ? text + 1 : text, kept: text };
  return neutral ? { count: 0, kept: text } : { count: Math.ceil(text / old), kept: 0 };
}

function splitCost(target: CostNode, args: CostNode[], sizes: Sizes): CallCost {
  const text = sizes.sizeOf(target);
  const limit = args[1]?.expr;
  const max = limit?.kind === "literal" && typeof limit.value === "bigint" ? Number(BigInt.asUintN(64, limit.value)) : text.max;
  return { cost: scale(text, 2 * TRAVERSAL), size: { min: 0, max } };
}

function joinCost(target: CostNode, separator: CostNode | undefined, sizes: Sizes): CallCost {
  const list = sizes.sizeOf(target);
  const item = itemNode(target);
  const items = item === undefined ? { min: 0, max: 0 } : times(list, sizes.sizeOf(item));
  const gaps = { min: Math.max(0, list.min - 1), max: Math.max(0, list.max - 1) };
  const size = separator === undefined ? items : plus(items, times(sizes.sizeOf(separator), gaps));
  return { cost: scale(size, TRAVERSAL), size };
}

function findCost(target: CostNode, pattern: CostNode, sizes: Sizes): CallCost {
  const text = sizes.sizeOf(target);
  const cost = times(scale(plus(text, fixed(1)), TRAVERSAL), scale(sizes.sizeOf(pattern), REGEX));
  return { cost, size: { min: 0, max: text.max } };
}

function containsCost(fn: string, overload: string, other: CostNode, sizes: Sizes): Estimate {
  const address = { min: 4, max: 16 };
  let cost = scale(plus(address, address), TRAVERSAL);
  if (fn === "containsCIDR") cost = plus(plus(cost, scale(address, TRAVERSAL)), fixed(1));
  return overload.endsWith("_string") ? plus(cost, scale(sizes.sizeOf(other), TRAVERSAL)) : cost;
}

const CHEAP_EQUALITY = new Set(["net.IP", "net.CIDR", "kubernetes.Quantity", "kubernetes.Semver"]);

function equalityCost(args: CostNode[]): CallCost | undefined {
  const [left, right] = args;
  if (left === undefined || right === undefined || left.type.name !== right.type.name) return undefined;
  if (CHEAP_EQUALITY.has(left.type.name)) return { cost: fixed(1) };
  if (left.type.name === "kubernetes.NamedFormat") return { cost: scale({ min: 1, max: 64 }, TRAVERSAL) };
  if (left.type.name !== "kubernetes.URL") return undefined;
  const size = right.computed === undefined ? fixed(1) : union(right.computed, right.computed);
  return { cost: scale({ min: 1, max: size.max }, TRAVERSAL) };
}

/** Costs of cel-go's lists extension (ext/lists.go, version 3), by overload. */
export function listExtensionCost(overload: string, target: CostNode | undefined, args: CostNode[], sizes: Sizes): CallCost | undefined {
  if (overload === "lists_range") return allocating(1, fixed(literalSize(args[0], UNBOUNDED)));
  if (target === undefined) return undefined;
  const size = sizes.sizeOf(target);
  if (overload === "list_slice") return allocating(1, fixed(Math.max(0, literalSize(args[1], size.max) - literalSize(args[0], 0))));
  if (overload === "list_flatten") return allocating(1, size);
  if (overload === "list_flatten_int") return allocating(literalSize(args[0], UNBOUNDED), size);
  if (overload === "list_reverse") return allocating(1, size);
  if (overload === "list_distinct") return allocating(2, times(size, size));
  const sorted = /^list_([a-z]+)_sort(ByAssociatedKeys)?$/.exec(overload);
  if (sorted === null) return undefined;
  const keys = args[0] === undefined ? size : sizes.sizeOf(args[0]);
  return allocating(sorted[1] === "string" || sorted[1] === "bytes" ? 2 + TRAVERSAL : 2, times(keys, keys));
}

function allocating(factor: number, size: Estimate): CallCost {
  return { cost: plus(plus(scale(size, factor), fixed(1)), fixed(10)), size };
}

function literalSize(node: CostNode | undefined, otherwise: number): number {
  const expr = node?.expr;
  return expr?.kind === "literal" && typeof expr.value === "bigint" && expr.value >= 0n ? Number(expr.value) : otherwise;
}
