/** Decimal arithmetic on floats: github.com/shopspring/decimal v1.4.0, as sprig's addf, subf, mulf and divf use it. */
import { formatDefault } from "../fmt/print.ts";
import { GoError } from "../values.ts";

/** `digits` × 10^`exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** Quotients have this many decimal places. */
const divisionPlaces = 16;

/** The decimal that a float is printed as. */
export function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw new GoError(`Cannot create a Decimal from ${formatDefault(value)}`);
  const [mantissa = "0", exponent = "0"] = value.toExponential().split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** The float nearest to a decimal. */
export function floatOf({ digits, exponent }: Decimal): number {
  return Number(`${digits}e${exponent}`);
}

function digitsAt({ digits, exponent }: Decimal, lower: number): bigint {
  return digits * 10n ** BigInt(exponent - lower);
}

export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const exponent = Math.min(left.exponent, right.exponent);
  return { digits: digitsAt(left, exponent) + digitsAt(right, exponent), exponent };
}

export function subtractDecimals(left: Decimal, right: Decimal): Decimal {
  return addDecimals(left, { digits: -right.digits, exponent: right.exponent });
}

export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  return { digits: left.digits * right.digits, exponent: left.exponent + right.exponent };
}

/** The quotient to 16 decimal places, halves away from zero. */
export function divideDecimals(left: Decimal, right: Decimal): Decimal {
  if (right.digits === 0n) throw new GoError("decimal division by 0");
  const shift = left.exponent - right.exponent + divisionPlaces;
  const dividend = shift > 0 ? left.digits * 10n ** BigInt(shift) : left.digits;
  const divisor = shift < 0 ? right.digits * 10n ** BigInt(-shift) : right.digits;
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  const isHalf = magnitude(rest) * 2n >= magnitude(divisor);
  const sign = dividend < 0n === divisor < 0n ? 1n : -1n;
  return { digits: isHalf ? quotient + sign : quotient, exponent: -divisionPlaces };
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
