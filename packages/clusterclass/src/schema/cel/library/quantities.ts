import { int64 } from "../arithmetic.ts";
import { global, member, type Overload } from "../overload.ts";
import { CelError, CelOpaque } from "../values.ts";

type CelQuantity = CelOpaque<"kubernetes.Quantity", QuantityValue>;

const SCALE = 1_000_000_000n;
const BINARY: Record<string, bigint> = { Ki: 1n, Mi: 2n, Gi: 3n, Ti: 4n, Pi: 5n, Ei: 6n };
const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/**
 * A quantity in billionths, which is the precision of Kubernetes. `scale` is the power of ten in which Kubernetes holds it as an int64; undefined if it holds a
 * decimal, which never counts as an integer (apimachinery v0.36, pkg/api/resource/quantity.go).
 */
class QuantityValue {
  readonly nanos: bigint;
  readonly scale: number | undefined;
  constructor(nanos: bigint, scale: number | undefined) {
    this.nanos = nanos;
    this.scale = scale;
  }
  equals(other: unknown): boolean {
    return other instanceof QuantityValue && other.nanos === this.nanos;
  }
}

/** Kubernetes' quantity library (k8s.io/apiserver v0.36, pkg/cel/library/quantity.go). */
export const quantityFunctions: Overload[] = [
  global("string_to_quantity", "quantity", "string", "Quantity", readQuantity),
  global("is_quantity_string", "isQuantity", "string", "bool", (text: string) => parseQuantity(text) !== undefined),
  global("quantity_sign", "sign", "Quantity", "int", (a: CelQuantity) => order(a.value.nanos, 0n)),
  member(
    "quantity_is_greater_than",
    "isGreaterThan",
    "Quantity, Quantity",
    "bool",
    (a: CelQuantity, b: CelQuantity) => a.value.nanos > b.value.nanos,
  ),
  member(
    "quantity_is_less_than",
    "isLessThan",
    "Quantity, Quantity",
    "bool",
    (a: CelQuantity, b: CelQuantity) => a.value.nanos < b.value.nanos,
  ),
  member("quantity_compare_to", "compareTo", "Quantity, Quantity", "int", (a: CelQuantity, b: CelQuantity) =>
    order(a.value.nanos, b.value.nanos),
  ),
  member("quantity_get_float", "asApproximateFloat", "Quantity", "double", (a: CelQuantity) => Number(a.value.nanos) / 1e9),
  member("quantity_get_int", "asInteger", "Quantity", "int", asInteger),
  member("quantity_is_integer", "isInteger", "Quantity", "bool", (a: CelQuantity) => isInteger(a.value)),
  member("quantity_add", "add", "Quantity, Quantity", "Quantity", (a: CelQuantity, b: CelQuantity) => add(a.value, b.value)),
  member("quantity_add_int", "add", "Quantity, int", "Quantity", (a: CelQuantity, b: bigint) => add(a.value, integer(b))),
  member("quantity_sub", "sub", "Quantity, Quantity", "Quantity", (a: CelQuantity, b: CelQuantity) => add(a.value, negated(b.value))),
  member("quantity_sub_int", "sub", "Quantity, int", "Quantity", (a: CelQuantity, b: bigint) => add(a.value, integer(-b))),
];

function integer(value: bigint): QuantityValue {
  return new QuantityValue(value * SCALE, 0);
}

function negated(value: QuantityValue): QuantityValue {
  return new QuantityValue(-value.nanos, value.scale);
}

function add(a: QuantityValue, b: QuantityValue): CelQuantity {
  return new CelOpaque("kubernetes.Quantity", new QuantityValue(a.nanos + b.nanos, commonScale(a, b)));
}

function commonScale(a: QuantityValue, b: QuantityValue): number | undefined {
  if (a.scale === undefined || b.scale === undefined) return undefined;
  if (a.nanos === 0n) return b.scale;
  return b.nanos === 0n ? a.scale : Math.min(a.scale, b.scale);
}

function readQuantity(text: string): CelQuantity {
  const value = parseQuantity(text);
  if (value === undefined)
    throw new CelError("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  return new CelOpaque("kubernetes.Quantity", value);
}

/** Reads a quantity such as `1.5Gi`, `100m` or `1e3`, rounded away from zero; undefined if it is none. */
function parseQuantity(text: string): QuantityValue | undefined {
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]+|[numkMGTPE]?)$/.exec(text);
  if (match === null || text === "") return undefined;
  const [, sign, whole = "", fraction = "", suffix = ""] = match;
  const exponent = /^[eE]./.test(suffix) ? Number(suffix.slice(1)) : (DECIMAL[suffix] ?? 0);
  const power = 9 - fraction.length + exponent;
  const scaled = BigInt(`0${whole}${fraction}`) * 1024n ** (BINARY[suffix] ?? 0n);
  const nanos = power >= 0 ? scaled * 10n ** BigInt(power) : divideUp(scaled, 10n ** BigInt(-power));
  return new QuantityValue(sign === "-" ? -nanos : nanos, scaleOf(whole.replace(/^0+/, "") || "0", fraction, suffix, exponent));
}

function scaleOf(whole: string, fraction: string, suffix: string, exponent: number): number | undefined {
  const binary = BINARY[suffix];
  if (binary !== undefined) return fraction === "" && 15 - whole.length - 3 * Number(binary) - 1 >= 0 ? 0 : undefined;
  const scale = exponent - fraction.length;
  return whole.length + fraction.length <= 18 && scale >= -9 ? scale : undefined;
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

function order(a: bigint, b: bigint): bigint {
  if (a === b) return 0n;
  return a < b ? -1n : 1n;
}

function isInteger(value: QuantityValue): boolean {
  const whole = value.nanos / SCALE;
  return value.scale !== undefined && value.scale >= 0 && whole >= -(2n ** 63n) && whole < 2n ** 63n;
}

function asInteger(a: CelQuantity): bigint {
  if (!isInteger(a.value)) throw new CelError("cannot convert value to integer");
  return int64(a.value.nanos / SCALE);
}
