/** Numbers from text: strconv.ParseInt, ParseUint and ParseFloat of Go 1.26, with the digit separators and prefixes of Go literals. */

const decimalFloat = /^[+-]?(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)([eE][+-]?\d[\d_]*)?$/;
const hexadecimalFloat = /^([+-]?)0[xX]([\da-fA-F_]*)\.?([\da-fA-F_]*)[pP]([+-]?\d[\d_]*)$/;
const special = /^([+-]?inf(inity)?|nan)$/i;
const digitsByBase: Readonly<Record<number, RegExp>> = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^\d+$/, 16: /^[\da-fA-F]+$/ };
const literalPrefix: Readonly<Record<number, string>> = { 2: "0b", 8: "0o", 10: "", 16: "0x" };

/** Why a text is no number, as strconv tells it. */
export type NumberProblem = "syntax" | "range";

/** Whether each `_` stands between digits or between a base prefix and a digit (strconv.underscoreOK). */
function underscoresAllowed(text: string): boolean {
  if (!text.includes("_")) return true;
  const unsigned = text.replace(/^[+-]/, "");
  const prefix = /^0[bBoOxX]/.exec(unsigned)?.[0] ?? "";
  const digit = /^0[xX]/.test(prefix) ? "[\\da-fA-F]" : "\\d";
  const body = prefix === "" ? unsigned : `0${unsigned.slice(prefix.length)}`;
  return !new RegExp(`(?<!${digit})_|_(?!${digit})`).test(body);
}

function magnitude(text: string, base: number): bigint | undefined {
  let digits = text;
  let chosen = base;
  if (base === 0) {
    const prefix = text.length >= 3 ? text.slice(0, 2).toLowerCase() : "";
    chosen = prefix === "0b" ? 2 : prefix === "0o" ? 8 : prefix === "0x" ? 16 : text.startsWith("0") ? 8 : 10;
    digits = ["0b", "0o", "0x"].includes(prefix) ? text.slice(2) : text;
    if (!underscoresAllowed(text)) return undefined;
    digits = digits.replaceAll("_", "");
  }
  if (!digitsByBase[chosen]?.test(digits)) return undefined;
  return BigInt(literalPrefix[chosen] + digits);
}

/**
 * strconv.ParseUint for 64 bits.
 * @param base 2, 8, 10, 16, or 0 to go by the prefix (`0x`, `0o`, `0b`, a leading 0 is octal, `_` between digits)
 */
export function parseUint(text: string, base: 0 | 2 | 8 | 10 | 16): bigint | NumberProblem {
  const value = magnitude(text, base);
  if (value === undefined) return "syntax";
  return value >= 1n << 64n ? "range" : value;
}

/** strconv.ParseInt for 64 bits; `base` as for {@link parseUint}. */
export function parseInt64(text: string, base: 0 | 2 | 8 | 10 | 16): bigint | NumberProblem {
  const negative = text.startsWith("-");
  const value = magnitude(negative || text.startsWith("+") ? text.slice(1) : text, base);
  if (value === undefined) return "syntax";
  const signed = negative ? -value : value;
  return BigInt.asIntN(64, signed) === signed ? signed : "range";
}

/** strconv.ParseFloat for 64 bits: also hexadecimal floats, `inf`, `infinity` and `nan` in any case. */
export function parseFloat64(text: string): number | NumberProblem {
  if (special.test(text)) {
    if (/nan/i.test(text)) return Number.NaN;
    return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const hexadecimal = hexadecimalFloat.exec(text);
  if (hexadecimal !== null) return underscoresAllowed(text) ? hexadecimalValue(hexadecimal) : "syntax";
  if (!decimalFloat.test(text) || !underscoresAllowed(text)) return "syntax";
  const value = Number(text.replaceAll("_", ""));
  return Number.isFinite(value) ? value : "range";
}

function hexadecimalValue([, sign, whole = "", fraction = "", exponentText = ""]: RegExpExecArray): number | NumberProblem {
  const digits = (whole + fraction).replaceAll("_", "");
  if (digits === "") return "syntax";
  const exponent =
    Math.max(-100_000, Math.min(100_000, Number(exponentText.replaceAll("_", "")))) - 4 * fraction.replaceAll("_", "").length;
  const value = scaledBinary(BigInt(`0x${digits}`), exponent);
  if (!Number.isFinite(value)) return "range";
  return sign === "-" ? -value : value;
}

/** mantissa × 2^exponent, rounded once, half to even. */
function scaledBinary(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const top = mantissa.toString(2).length + exponent;
  if (top > 1024) return Number.POSITIVE_INFINITY;
  const lowest = Math.max(top - 53, -1074);
  const shift = lowest - exponent;
  if (shift <= 0) return Number(mantissa << BigInt(-shift)) * 2 ** lowest;
  const dropped = BigInt(shift);
  const kept = mantissa >> dropped;
  const twice = (mantissa - (kept << dropped)) << 1n;
  const half = 1n << dropped;
  const rounded = twice > half || (twice === half && (kept & 1n) === 1n) ? kept + 1n : kept;
  return Number(rounded) * 2 ** lowest;
}
