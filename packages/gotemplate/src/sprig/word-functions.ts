import { fromRunes, runes, toBytes } from "../utf8.ts";
import type { FunctionTable } from "../values.ts";
import { define, int, text } from "./define.ts";
import { pascalCase, separateWords } from "./identifier-case.ts";
import { abbreviate, wrapText } from "./line-wrapping.ts";
import { isLower, isSpace, isTitle, isUpper, mapRunes, toLowerRune, toTitleRune, toUpperRune } from "./unicode.ts";

/** The bytes of a text, each taken for a code point: what goutils does where it walks a string by index. */
function bytesAsRunes(value: string): number[] {
  return [...toBytes(value)];
}

function withoutSpace(value: string): string {
  const bytes = bytesAsRunes(value);
  const kept = bytes.filter((byte) => !isSpace(byte));
  return kept.length === bytes.length ? value : fromRunes(kept);
}

function initials(value: string): string {
  const bytes = bytesAsRunes(value);
  return fromRunes(bytes.filter((byte, index) => !isSpace(byte) && (index === 0 || isSpace(bytes[index - 1]!))));
}

/** The first letter of each word in lower case. */
function untitle(value: string): string {
  const codes = runes(value);
  return fromRunes(codes.map((rune, index) => (index === 0 || isSpace(codes[index - 1]!) ? toLowerRune(rune) : rune)));
}

/** Upper case for lower and lower for upper; lower case at the start of a word becomes title case. */
function swapCase(value: string): string {
  let afterSpace = true;
  return mapRunes(value, (rune) => {
    const atStart = afterSpace;
    const hasUpper = isUpper(rune) || isTitle(rune);
    const hasCase = hasUpper || isLower(rune);
    afterSpace = hasCase ? false : isSpace(rune);
    if (!hasCase) return rune;
    if (hasUpper) return toLowerRune(rune);
    return atStart ? toTitleRune(rune) : toUpperRune(rune);
  });
}

/** Words: case by words, wrapping, shortening (sprig v3.3.0; slim-sprig has none of them). */
export const wordFunctions: FunctionTable = new Map([
  ["abbrev", define([int, text], (width, value) => (width < 4n ? value : abbreviate(value, 0n, width)))],
  [
    "abbrevboth",
    define([int, int, text], (left, right, value) => (right < 4n || (left > 0n && right < 7n) ? value : abbreviate(value, left, right))),
  ],
  ["camelcase", define([text], pascalCase)],
  ["initials", define([text], initials)],
  ["kebabcase", define([text], (value) => separateWords(value, "-"))],
  ["nospace", define([text], withoutSpace)],
  ["snakecase", define([text], (value) => separateWords(value, "_"))],
  ["swapcase", define([text], swapCase)],
  ["untitle", define([text], untitle)],
  ["wrap", define([int, text], (width, value, { chargeText }) => wrapText(value, width, { newline: "\n", breakWords: false }, chargeText))],
  [
    "wrapWith",
    define([int, text, text], (width, newline, value, { chargeText }) =>
      wrapText(value, width, { newline: newline || "\n", breakWords: true }, chargeText),
    ),
  ],
]);
