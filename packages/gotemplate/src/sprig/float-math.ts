/** The functions of Go's package math whose results differ from JavaScript's in the last digits. */

/** The fractional part of a number, with its sign (math.Modf); NaN for an infinity. */
export function modf(value: number): number {
  return value - Math.trunc(value);
}

/** A float as `fraction` × 2^`exponent`, the fraction from one half to below one (math.Frexp). */
interface Scaled {
  readonly fraction: number;
  readonly exponent: number;
}

const ten: Scaled = { fraction: 0.625, exponent: 4 };

function multiply(left: Scaled, right: Scaled): Scaled {
  return { fraction: left.fraction * right.fraction, exponent: left.exponent + right.exponent };
}

function square(value: Scaled): Scaled {
  const { fraction, exponent } = multiply(value, value);
  return fraction < 0.5 ? { fraction: fraction * 2, exponent: exponent - 1 } : { fraction, exponent };
}

/** math.Pow(10, places) with the rounding errors of Go's algorithm, which multiplies by repeated squares. */
export function powerOfTen(places: bigint): number {
  const distance = places < 0n ? -places : places;
  if (distance >= 400n) return places < 0n ? 0 : Number.POSITIVE_INFINITY;
  let result: Scaled = { fraction: 1, exponent: 0 };
  let power = ten;
  for (let rest = Number(distance); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, power);
    power = square(power);
  }
  if (places < 0n) result = { fraction: 1 / result.fraction, exponent: -result.exponent };
  return scale(result);
}

/** math.Ldexp, in two steps, so that neither factor overflows. */
function scale({ fraction, exponent }: Scaled): number {
  const half = Math.trunc(exponent / 2);
  return fraction * 2 ** half * 2 ** (exponent - half);
}
