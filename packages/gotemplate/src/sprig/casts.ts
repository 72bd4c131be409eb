/** How sprig makes numbers of values. sprig does it with github.com/spf13/cast (v1.10.0, number.go), slim-sprig by itself (numeric.go). */
import { parseFloat64, parseInt64 } from "../strconv/parse-number.ts";
import { GoInteger, GoOpaque, type GoValue } from "../values.ts";

/** The conversions of one of the two libraries. */
export interface Casts {
  readonly toInt64: (value: GoValue) => bigint;
  readonly toFloat64: (value: GoValue) => number;
}

const minInt64 = -(1n << 63n);
const maxInt64 = (1n << 63n) - 1n;

/** Go's `int64(value)` on amd64: towards zero, the smallest integer for what does not fit. */
export function truncateToInt64(value: number): bigint {
  if (!Number.isFinite(value)) return minInt64;
  const whole = BigInt(Math.trunc(value));
  return BigInt.asIntN(64, whole) === whole ? whole : minInt64;
}

/** The basic value behind a named type such as `time.Month`. */
function underlying(value: GoValue): GoValue {
  return value instanceof GoOpaque && value.payload instanceof GoInteger ? value.payload : value;
}

/** cast: digits after a decimal point do not count (trimDecimal), and prefixes such as `0x` and a leading 0 choose the base. */
function castStringToInt64(text: string): bigint {
  const match = /^([-+]?\d*)\.\d*$/.exec(text);
  const whole = match === null ? text : /\d/.test(match[1]!) ? match[1]! : "0";
  const parsed = parseInt64(whole, 0);
  return typeof parsed === "bigint" ? parsed : 0n;
}

function stringToFloat64(text: string): number {
  const parsed = parseFloat64(text);
  return typeof parsed === "number" ? parsed : 0;
}

function toFloat64(value: GoValue): number {
  const plain = underlying(value);
  if (plain instanceof GoInteger) return Number(plain.value);
  if (typeof plain === "string") return stringToFloat64(plain);
  if (typeof plain === "boolean") return plain ? 1 : 0;
  return typeof plain === "number" ? plain : 0;
}

/** The conversions of sprig v3.3.0 with cast v1.10.0, as Cluster API v1.14.0 builds them. */
export const sprigCasts: Casts = {
  toInt64: (value) => {
    const plain = underlying(value);
    if (plain instanceof GoInteger) return BigInt.asIntN(64, plain.value);
    if (typeof plain === "string") return castStringToInt64(plain);
    if (typeof plain === "boolean") return plain ? 1n : 0n;
    return typeof plain === "number" ? truncateToInt64(plain) : 0n;
  },
  toFloat64,
};

/** The conversions of slim-sprig (commit 52ccab3ef572): decimal texts only, large unsigned integers become the largest signed one. */
export const slimCasts: Casts = {
  toInt64: (value) => {
    const plain = underlying(value);
    if (plain instanceof GoInteger) return plain.value > maxInt64 ? maxInt64 : plain.value;
    if (typeof plain === "string") {
      const parsed = parseInt64(plain, 10);
      return typeof parsed === "bigint" ? parsed : 0n;
    }
    if (typeof plain === "boolean") return plain ? 1n : 0n;
    return typeof plain === "number" ? truncateToInt64(plain) : 0n;
  },
  toFloat64,
};
