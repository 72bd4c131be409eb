import { formatDefault } from "../fmt/print.ts";
import { parseInt64 } from "../strconv/parse-number.ts";
import { type CallContext, type FunctionTable, GoError, type GoInteger, GoSlice, type GoValue, goInt, goInteger } from "../values.ts";
import type { Casts } from "./casts.ts";
import { any, define, defineVariadic, float, int, text } from "./define.ts";
import { modf, powerOfTen } from "./float-math.ts";

const int64 = (value: bigint): GoInteger => goInteger("int64", value);

function divide(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) throw new GoError("runtime error: integer divide by zero");
  return dividend / divisor;
}

function remainder(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) throw new GoError("runtime error: integer divide by zero");
  return dividend % divisor;
}

/** math.Max: an infinity decides before NaN does. */
function largerFloat(left: number, right: number): number {
  return left === Number.POSITIVE_INFINITY || right === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : Math.max(left, right);
}

/** math.Min. */
function smallerFloat(left: number, right: number): number {
  return left === Number.NEGATIVE_INFINITY || right === Number.NEGATIVE_INFINITY ? Number.NEGATIVE_INFINITY : Math.min(left, right);
}

/** sprig's `untilStep`: from `start` to before `stop`; nothing if `step` leads away. */
function steps(start: bigint, stop: bigint, step: bigint, { chargeItems }: CallContext): bigint[] {
  const distance = stop - start;
  if (distance === 0n || step === 0n || distance > 0n !== step > 0n) return [];
  const away = distance > 0n ? 1n : -1n;
  const count = (distance - away) / step + 1n;
  chargeItems(Number(count));
  return Array.from({ length: Number(count) }, (_, index) => start + BigInt(index) * step);
}

function ints(values: readonly bigint[]): GoSlice {
  return new GoSlice("int", values.map(goInt));
}

/** sprig's `seq`, which mimics the command: one to three numbers, `first step last`. */
function sequence(params: readonly bigint[], context: CallContext): string {
  const [start, step, end] =
    params.length === 1 ? [1n, undefined, params[0]!] : params.length === 2 ? [params[0]!, undefined, params[1]!] : params;
  if (start === undefined || end === undefined || params.length > 3) return "";
  const direction = end < start ? -1n : 1n;
  if (direction < 0n && step !== undefined && step > 0n) return "";
  return steps(start, end + direction, step ?? direction, context).join(" ");
}

/** Rounds to `places` decimal places; what is at least `roundOn` of the last place goes up, and negative numbers always go down, as in sprig. */
function round(value: number, places: bigint, roundOn: number): number {
  const power = powerOfTen(places);
  const digit = power * value;
  return (modf(digit) >= roundOn ? Math.ceil(digit) : Math.floor(digit)) / power;
}

/** The number a text of octal digits stands for. */
function fromOctal(value: GoValue): bigint {
  const parsed = parseInt64(formatDefault(value), 8);
  return typeof parsed === "bigint" ? parsed : 0n;
}

/** strconv.Atoi with its error ignored: a number that does not fit is the nearest one that does. */
export function atoi(value: string): bigint {
  const parsed = parseInt64(value, 10);
  if (typeof parsed === "bigint") return parsed;
  if (parsed === "syntax") return 0n;
  return value.startsWith("-") ? -(1n << 63n) : (1n << 63n) - 1n;
}

/** Whole numbers and floats without decimal arithmetic (sprig v3.3.0 and slim-sprig, numeric.go), with the conversions of either library. */
export function numberFunctions({ toInt64, toFloat64 }: Casts): FunctionTable {
  const extreme = (prefersLeft: (left: bigint, right: bigint) => boolean) =>
    defineVariadic([any], any, (first, rest) =>
      int64(rest.map(toInt64).reduce((best, next) => (prefersLeft(best, next) ? best : next), toInt64(first))),
    );
  const extremeFloat = (choose: (left: number, right: number) => number) =>
    defineVariadic([any], any, (first, rest) => rest.map(toFloat64).reduce(choose, toFloat64(first)));
  const max = extreme((left, right) => left >= right);
  return new Map([
    ["atoi", define([text], (value) => goInt(atoi(value)))],
    ["int", define([any], (value) => goInt(toInt64(value)))],
    ["int64", define([any], (value) => int64(toInt64(value)))],
    ["float64", define([any], toFloat64)],
    ["toDecimal", define([any], (value) => int64(fromOctal(value)))],
    ["add", defineVariadic([], any, (values) => int64(values.reduce((sum: bigint, value) => sum + toInt64(value), 0n)))],
    ["add1", define([any], (value) => int64(toInt64(value) + 1n))],
    ["sub", define([any, any], (left, right) => int64(toInt64(left) - toInt64(right)))],
    [
      "mul",
      defineVariadic([any], any, (first, rest) => int64(rest.map(toInt64).reduce((product, value) => product * value, toInt64(first)))),
    ],
    ["div", define([any, any], (left, right) => int64(divide(toInt64(left), toInt64(right))))],
    ["mod", define([any, any], (left, right) => int64(remainder(toInt64(left), toInt64(right))))],
    ["max", max],
    ["biggest", max],
    ["min", extreme((left, right) => left <= right)],
    ["maxf", extremeFloat(largerFloat)],
    ["minf", extremeFloat(smallerFloat)],
    ["ceil", define([any], (value) => Math.ceil(toFloat64(value)))],
    ["floor", define([any], (value) => Math.floor(toFloat64(value)))],
    ["round", defineVariadic([any, int], float, (value, places, [roundOn = 0.5]) => round(toFloat64(value), places, roundOn))],
    ["until", define([int], (count, context) => ints(steps(0n, count, count < 0n ? -1n : 1n, context)))],
    ["untilStep", define([int, int, int], (start, stop, step, context) => ints(steps(start, stop, step, context)))],
    ["seq", defineVariadic([], int, sequence)],
  ]);
}
