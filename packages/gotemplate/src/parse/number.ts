import { parseFloat64, parseInt64, parseUint } from "../strconv/parse-number.ts";
import { quote, unquoteCharacter } from "../strconv/quote.ts";
import type { NumberNode } from "./ast.ts";

type Constant = Omit<NumberNode, "kind" | "offset" | "text">;

/** Why a numeric constant is refused, in Go's words. */
export interface NumberFailure {
  readonly problem: string;
}

const imaginarySum = /^([+-]?[\d_.]+(?:[eE][+-]?[\d_]+)?)([+-][\d_.]*(?:[eE][+-]?[\d_]+)?)i$/;

/** Reads a number or character constant (node.go, newNumber). */
export function parseConstant(text: string, kind: "number" | "complex" | "charConstant"): Constant | NumberFailure {
  if (kind === "charConstant") return characterConstant(text);
  if (kind === "complex") return complexConstant(text);
  if (text.endsWith("i")) {
    const imaginary = parseFloat64(text.slice(0, -1));
    if (typeof imaginary === "number") return complexOf(0, imaginary);
  }
  return realConstant(text);
}

function characterConstant(text: string): Constant | NumberFailure {
  const decoded = unquoteCharacter(text, 1, "'");
  if (decoded === undefined) return { problem: "invalid syntax" };
  if (text.slice(1 + decoded.size) !== "'") return { problem: `malformed character constant: ${text}` };
  const value = BigInt(decoded.rune);
  return { int: value, uint: value, float: decoded.rune, isComplex: false };
}

function complexConstant(text: string): Constant | NumberFailure {
  const parts = imaginarySum.exec(text);
  const real = parseFloat64(parts?.[1] ?? "");
  const imaginary = parseFloat64(parts?.[2] ?? "");
  if (typeof real !== "number" || typeof imaginary !== "number") return { problem: "syntax error scanning complex number" };
  return complexOf(real, imaginary);
}

function complexOf(real: number, imaginary: number): Constant {
  if (imaginary !== 0) return { int: undefined, uint: undefined, float: undefined, isComplex: true };
  return { int: wholeNumber(real, -(2 ** 63), 2 ** 63), uint: wholeNumber(real, 0, 2 ** 64), float: real, isComplex: true };
}

function realConstant(text: string): Constant | NumberFailure {
  const unsigned = parseUint(text, 0);
  const signed = parseInt64(text, 0);
  const int = typeof signed === "bigint" ? signed : undefined;
  const uint = typeof unsigned === "bigint" ? unsigned : int === 0n ? 0n : undefined;
  const whole = int ?? uint;
  if (whole !== undefined) return { int, uint, float: Number(whole), isComplex: false };
  const float = parseFloat64(text);
  if (typeof float !== "number") return { problem: `illegal number syntax: ${quote(text)}` };
  if (!/[.eEpP]/.test(text)) return { problem: `integer overflow: ${quote(text)}` };
  return { int: wholeNumber(float, -(2 ** 63), 2 ** 63), uint: wholeNumber(float, 0, 2 ** 64), float, isComplex: false };
}

function wholeNumber(value: number, lowest: number, beyond: number): bigint | undefined {
  return Number.isInteger(value) && value >= lowest && value < beyond ? BigInt(value) : undefined;
}
