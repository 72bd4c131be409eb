import { canBackquote, quote } from "../strconv/quote.ts";
import { byteLength, isAscii, joinBytes, toBytes } from "../utf8.ts";
import { type Flags, pad } from "./flags.ts";

/** Formats a string as fmt does (print.go: fmtString); `undefined` for a verb that strings do not have. */
export function formatText(text: string, verb: string, flags: Flags): string | undefined {
  switch (verb) {
    case "v":
      return flags.sharpV ? formatQuoted(text, flags) : pad(truncate(text, flags.precision), flags);
    case "s":
      return pad(truncate(text, flags.precision), flags);
    case "q":
      return formatQuoted(text, flags);
    case "x":
    case "X":
      return formatHex(text, verb, flags);
    default:
      return undefined;
  }
}

/** The first runes of a text. */
function truncate(text: string, count: number | undefined): string {
  if (count === undefined || count >= text.length) return text;
  return isAscii(text) ? text.slice(0, count) : [...joinBytes(text)].slice(0, count).join("");
}

function formatQuoted(text: string, flags: Flags): string {
  const kept = truncate(text, flags.precision);
  if (flags.sharp && canBackquote(kept)) return pad(`\`${kept}\``, flags);
  return pad(quote(kept, { asciiOnly: flags.plus }), flags);
}

/** The bytes in hexadecimal: `%x`, `% x` apart, `%#x` with 0x. */
function formatHex(text: string, verb: "x" | "X", flags: Flags): string {
  const count = Math.min(flags.precision ?? Number.POSITIVE_INFINITY, byteLength(text));
  const pairs = [...toBytes(text).subarray(0, count)].map((byte) => byte.toString(16).padStart(2, "0"));
  const prefix = flags.sharp ? "0x" : "";
  const joined = flags.space ? pairs.map((pair) => prefix + pair).join(" ") : (pairs.length > 0 ? prefix : "") + pairs.join("");
  return pad(verb === "X" ? joined.toUpperCase() : joined, flags);
}
