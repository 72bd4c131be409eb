import { type FloatFormat, formatFloat } from "../strconv/format-float.ts";
import { type Flags, pad, padWithSpaces } from "./flags.ts";

/** Format and default precision of the verbs that floats have. */
const verbs: Readonly<Record<string, readonly [FloatFormat, number]>> = {
  v: ["g", -1],
  b: ["b", -1],
  g: ["g", -1],
  G: ["G", -1],
  x: ["x", -1],
  X: ["X", -1],
  f: ["f", 6],
  F: ["f", 6],
  e: ["e", 6],
  E: ["E", 6],
};

/** Formats a float64 as fmt does (format.go: fmtFloat); `undefined` for a verb that floats do not have. */
export function formatFloatVerb(value: number, verb: string, flags: Flags): string | undefined {
  const known = verbs[verb];
  if (known === undefined) return undefined;
  const [format, defaultPrecision] = known;
  const precision = flags.precision ?? defaultPrecision;
  const text = formatFloat(value, format, precision);
  const sign = /^[+-]/.exec(text)?.[0] ?? "+";
  const magnitude = text.replace(/^[+-]/, "");
  const shownSign = flags.space && sign === "+" && !flags.plus ? " " : sign;
  if (!Number.isFinite(value)) return formatSpecial(magnitude, shownSign, flags);
  const number = flags.sharp && format !== "b" ? withPoint(magnitude, format, precision) : magnitude;
  if (!flags.plus && shownSign === "+") return pad(number, flags);
  const missing = (flags.width ?? 0) - number.length - 1;
  if (flags.zero && !flags.minus && missing > 0) return shownSign + "0".repeat(missing) + number;
  return pad(shownSign + number, flags);
}

/** Infinities and NaN are never filled with zeros. */
function formatSpecial(magnitude: string, sign: string, flags: Flags): string {
  const signed = magnitude === "NaN" ? flags.space || flags.plus : flags.plus || sign !== "+";
  return padWithSpaces(signed ? sign + magnitude : magnitude, flags);
}

/** The sharp flag: always a decimal point, and the trailing zeros that %g drops. */
function withPoint(magnitude: string, format: FloatFormat, precision: number): string {
  const hexadecimal = format === "x" || format === "X";
  const tailStart = magnitude.search(hexadecimal ? /[pP]/ : /[eE]/);
  const number = tailStart < 0 ? magnitude : magnitude.slice(0, tailStart);
  const tail = tailStart < 0 ? "" : magnitude.slice(tailStart);
  const wanted = format === "g" || format === "G" || format === "x" ? (precision === -1 ? 6 : precision) : 0;
  const significant = number.replaceAll(".", "").replace(/^0*/, "").length;
  const hasPoint = number.includes(".");
  const leadingZero = !hasPoint && number === "0" ? 1 : 0;
  return number + (hasPoint ? "" : ".") + "0".repeat(Math.max(wanted - significant - leadingZero, 0)) + tail;
}
