import { int64 } from "../arithmetic.ts";
import { global, member, type Overload } from "../overload.ts";
import { CelError, CelOpaque } from "../values.ts";

type CelQuantity = CelOpaque<"kubernetes.Quantity", QuantityValue>;

const SCALE = 1_000_000_000n;
const BINARY: Record<string, bigint> = { Ki: 1n, Mi: 2n, Gi: 3n, Ti: 4n, Pi: 5n, Ei: 6n };
const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** A quantity in billionths, which is the precision of Kubernetes. */
class QuantityValue {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
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
  member("quantity_add", "add", "Quantity, Quantity", "Quantity", (a: CelQuantity, b: CelQuantity) =>
    quantity(a.value.nanos + b.value.nanos),
  ),
  member("quantity_add_int", "add", "Quantity, int", "Quantity", (a: CelQuantity, b: bigint) => quantity(a.value.nanos + b * SCALE)),
  member("quantity_sub", "sub", "Quantity, Quantity", "Quantity", (a: CelQuantity, b: CelQuantity) =>
    quantity(a.value.nanos - b.value.nanos),
  ),
  member("quantity_sub_int", "sub", "Quantity, int", "Quantity", (a: CelQuantity, b: bigint) => quantity(a.value.nanos - b * SCALE)),
];

function quantity(nanos: bigint): CelQuantity {
  return new CelOpaque("kubernetes.Quantity", new QuantityValue(nanos));
}

function readQuantity(text: string): CelQuantity {
  const nanos = parseQuantity(text);
  if (nanos === undefined)
    throw new CelError("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  return quantity(nanos);
}

/** Billionths of a quantity such as `1.5Gi`, `100m` or `1e3`, rounded away from zero; undefined if it is none. */
function parseQuantity(text: string): bigint | undefined {
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?|[eE][+-]?[0-9]+)$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", suffix = ""] = match;
  if (whole === "" && fraction === "") return undefined;
  const digits = BigInt(`${whole}${fraction}`);
  const exponent = /^[eE]./.test(suffix) ? Number(suffix.slice(1)) : (DECIMAL[suffix] ?? 0);
  const power = 9 - fraction.length + exponent;
  const scaled = digits * 1024n ** (BINARY[suffix] ?? 0n);
  const nanos = power >= 0 ? scaled * 10n ** BigInt(power) : divideUp(scaled, 10n ** BigInt(-power));
  return sign === "-" ? -nanos : nanos;
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
  return value.nanos % SCALE === 0n && whole >= -(2n ** 63n) && whole < 2n ** 63n;
}

function asInteger(a: CelQuantity): bigint {
  if (!isInteger(a.value)) throw new CelError("cannot convert value to integer");
  return int64(a.value.nanos / SCALE);
}
