import type { FunctionTable, GoValue } from "../values.ts";
import { sprigCasts } from "./casts.ts";
import { addDecimals, type Decimal, decimalOf, divideDecimals, floatOf, multiplyDecimals, subtractDecimals } from "./decimal.ts";
import { any, define, defineVariadic } from "./define.ts";

type Operation = (left: Decimal, right: Decimal) => Decimal;

function fold(first: GoValue, rest: readonly GoValue[], operation: Operation): number {
  const numbers = rest.map((value) => decimalOf(sprigCasts.toFloat64(value)));
  return floatOf(numbers.reduce(operation, decimalOf(sprigCasts.toFloat64(first))));
}

function folding(operation: Operation) {
  return defineVariadic([any], any, (first, rest) => fold(first, rest, operation));
}

/** Floats added, subtracted, multiplied and divided as decimals, so that 0.1 and 0.2 make 0.3 (sprig v3.3.0; not in slim-sprig). */
export const decimalFunctions: FunctionTable = new Map([
  ["add1f", define([any], (value) => fold(value, [1], addDecimals))],
  ["addf", defineVariadic([], any, (values) => fold(0, values, addDecimals))],
  ["subf", folding(subtractDecimals)],
  ["mulf", folding(multiplyDecimals)],
  ["divf", folding(divideDecimals)],
]);
