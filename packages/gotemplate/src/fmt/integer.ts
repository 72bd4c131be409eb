import { isPrint, quoteRune } from "../strconv/quote.ts";
import { fromRunes } from "../utf8.ts";
import { type Flags, pad, padWithSpaces } from "./flags.ts";

const bases: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };
const largestRune = 0x10ffffn;

/**
 * Formats an integer as fmt does (format.go: fmtInteger, fmtC, fmtQc, fmtUnicode); `undefined` for a verb that integers do not have.
 * @param signed false for the unsigned kinds, which `%#v` shows in hexadecimal
 */
export function formatInteger(value: bigint, signed: boolean, verb: string, flags: Flags): string | undefined {
  if (verb === "v" && flags.sharpV && !signed) return formatDigits(value, "x", { ...flags, sharp: true });
  if (verb in bases) return formatDigits(value, verb, flags);
  const unsigned = BigInt.asUintN(64, value);
  if (verb === "c") return pad(fromRunes([runeOf(unsigned)]), flags);
  if (verb === "q") return pad(quoteRune(runeOf(unsigned), { asciiOnly: flags.plus }), flags);
  return verb === "U" ? formatUnicode(unsigned, flags) : undefined;
}

function runeOf(value: bigint): number {
  return value > largestRune ? 0xfffd : Number(value);
}

function formatDigits(value: bigint, verb: string, flags: Flags): string {
  const negative = value < 0n;
  const { precision, width } = flags;
  if (precision === 0 && value === 0n) return padWithSpaces("", flags);
  const sign = negative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
  const plain = (negative ? -value : value).toString(bases[verb]);
  const filled = precision === undefined && flags.zero && !flags.minus ? (width ?? 0) - sign.length : (precision ?? 0);
  const digits = plain.padStart(filled, "0");
  const text = sign + prefix(digits, verb, flags.sharp) + digits;
  return padWithSpaces(verb === "X" ? text.toUpperCase() : text, flags);
}

function prefix(digits: string, verb: string, sharp: boolean): string {
  const octal = verb === "O" ? "0o" : "";
  if (!sharp) return octal;
  if (verb === "b") return "0b";
  if (verb === "x" || verb === "X") return "0x";
  return octal + ((verb === "o" || verb === "O") && !digits.startsWith("0") ? "0" : "");
}

/** %U: U+0078, and with the sharp flag the character as well. */
function formatUnicode(value: bigint, flags: Flags): string {
  const digits = value
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(flags.precision ?? 4, 4), "0");
  const shown = flags.sharp && value <= largestRune && isPrint(Number(value)) ? ` '${String.fromCodePoint(Number(value))}'` : "";
  return padWithSpaces(`U+${digits}${shown}`, flags);
}
