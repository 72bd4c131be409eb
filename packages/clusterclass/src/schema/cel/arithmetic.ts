import { CelDuration, CelError, CelTimestamp, CelUint, type CelValue } from "./values.ts";

const MIN_INT = -(2n ** 63n);
const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;
/** Timestamps lie between the years 1 and 9999. */
const MIN_SECONDS = -62135596800n;
const MAX_SECONDS = 253402300799n;
const NANOS = 1_000_000_000n;

/** A signed 64-bit result, or the overflow error. */
export function int64(value: bigint): bigint {
  if (value < MIN_INT || value > MAX_INT) throw new CelError("integer overflow");
  return value;
}

/** An unsigned 64-bit result, or the overflow error. */
export function uint64(value: bigint): CelUint {
  if (value < 0n || value > MAX_UINT) throw new CelError("unsigned integer overflow");
  return new CelUint(value);
}

/** A duration that fits 64 bits, or the overflow error. */
export function duration(nanos: bigint): CelDuration {
  if (nanos < MIN_INT || nanos > MAX_INT) throw new CelError("duration overflow");
  return new CelDuration(nanos);
}

/** A timestamp in the range of CEL, or the overflow error. */
export function timestamp(nanos: bigint): CelTimestamp {
  const seconds = nanos >= 0n ? nanos / NANOS : -((-nanos + NANOS - 1n) / NANOS);
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) throw new CelError("timestamp overflow");
  return new CelTimestamp(nanos);
}

export function divide(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new CelError("division by zero");
  return int64(a / b);
}

export function modulo(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new CelError("modulus by zero");
  return int64(a % b);
}

/** A double cut to an integer, or the overflow error. */
export function doubleToInt(value: number): bigint {
  if (!Number.isFinite(value) || value >= 2 ** 63 || value <= -(2 ** 63)) throw new CelError("integer overflow");
  return BigInt(Math.trunc(value));
}

export function doubleToUint(value: number): CelUint {
  if (!Number.isFinite(value) || value < 0 || value >= 2 ** 64) throw new CelError("unsigned integer overflow");
  return new CelUint(BigInt(Math.trunc(value)));
}

/** Order of two values of types that can be ordered: negative, zero, positive; undefined if one is NaN. */
export function compare(a: CelValue, b: CelValue): number | undefined {
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (a instanceof CelDuration && b instanceof CelDuration) return order(a.nanos, b.nanos);
  if (a instanceof CelTimestamp && b instanceof CelTimestamp) return order(a.nanos, b.nanos);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  throw new CelError("no such overload");
}

/** Numbers of all three types. */
export function isNumber(value: CelValue): value is number | bigint | CelUint {
  return typeof value === "number" || typeof value === "bigint" || value instanceof CelUint;
}

function compareNumbers(a: number | bigint | CelUint, b: number | bigint | CelUint): number | undefined {
  const left = a instanceof CelUint ? a.value : a;
  const right = b instanceof CelUint ? b.value : b;
  if (Number.isNaN(left) || Number.isNaN(right)) return undefined;
  return order(left, right);
}

function order(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

/** Order by code points, which is the order of the bytes in UTF-8. */
export function compareText(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = ((left[i] as string).codePointAt(0) as number) - ((right[i] as string).codePointAt(0) as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
