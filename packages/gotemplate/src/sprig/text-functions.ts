import { formatDefault } from "../fmt/print.ts";
import { quote } from "../strconv/quote.ts";
import { byteLength, runes } from "../utf8.ts";
import { type FunctionTable, GoError, type GoValue } from "../values.ts";
import { onBytes, repeatText, replaceText, sliceBytes } from "./bytes-in-text.ts";
import { any, define, defineVariadic, int, text } from "./define.ts";
import { strval } from "./format.ts";
import { isDigit, isLetter, isSpace, mapRunes, toLowerRune, toTitleRune, toUpperRune } from "./unicode.ts";

/** strings.TrimFunc. */
function trimRunes(value: string, unwanted: (rune: number) => boolean): string {
  const characters = [...value];
  const codes = runes(value);
  const first = codes.findIndex((rune) => !unwanted(rune));
  const last = codes.findLastIndex((rune) => !unwanted(rune));
  return first < 0 ? "" : characters.slice(first, last + 1).join("");
}

function trimSet(set: string, value: string): string {
  const unwanted = new Set(runes(set));
  return trimRunes(value, (rune) => unwanted.has(rune));
}

/** strings.Title: the first letter of each word; words are made of letters, digits and `_`, beyond ASCII of all that is no space. */
function title(value: string): string {
  let atStart = true;
  return mapRunes(value, (rune) => {
    const mapped = atStart ? toTitleRune(rune) : rune;
    atStart = separatesWords(rune);
    return mapped;
  });
}

function separatesWords(rune: number): boolean {
  if (rune <= 0x7f) return !/\w/.test(String.fromCharCode(rune));
  return !isLetter(rune) && !isDigit(rune) && isSpace(rune);
}

function substring(start: bigint, end: bigint, value: string): string {
  if (start < 0n) return sliceBytes(value, 0n, end);
  if (end < 0n || end > BigInt(byteLength(value))) return sliceBytes(value, start);
  return sliceBytes(value, start, end);
}

/** Keeps the first bytes or, with a negative count, the last ones. */
function truncate(count: bigint, value: string): string {
  const length = BigInt(byteLength(value));
  if (count < 0n && length + count > 0n) return sliceBytes(value, length + count);
  return count >= 0n && length > count ? sliceBytes(value, 0n, count) : value;
}

/** The indented text; `chargeText` is asked before it is built. */
function indent(spaces: bigint, value: string, chargeText: (length: number) => void): string {
  const pad = repeatText(" ", spaces, chargeText);
  const lines = value.split("\n");
  chargeText(value.length + pad.length * lines.length);
  return pad + lines.join(`\n${pad}`);
}

function joinPresent(values: readonly GoValue[], render: (value: GoValue) => string): string {
  return values
    .filter((value) => value !== null)
    .map(render)
    .join(" ");
}

/** Texts: trimming, cutting, case of whole texts, quoting (sprig v3.3.0, strings.go and functions.go; slim-sprig has the same). */
export const textFunctions: FunctionTable = new Map([
  ["hello", define([], () => "Hello!")],
  ["trim", define([text], (value) => trimRunes(value, isSpace))],
  ["trimAll", define([text, text], trimSet)],
  ["trimall", define([text, text], trimSet)],
  [
    "trimPrefix",
    define([text, text], (prefix, value) => onBytes([value, prefix], (all, part) => (all.startsWith(part) ? all.slice(part.length) : all))),
  ],
  [
    "trimSuffix",
    define([text, text], (suffix, value) =>
      onBytes([value, suffix], (all, part) => (all.endsWith(part) ? all.slice(0, all.length - part.length) : all)),
    ),
  ],
  ["upper", define([text], (value) => mapRunes(value, toUpperRune))],
  ["lower", define([text], (value) => mapRunes(value, toLowerRune))],
  ["title", define([text], title)],
  ["repeat", define([int, text], (count, value, { chargeText }) => repeatText(value, count, chargeText))],
  ["substr", define([int, int, text], substring)],
  ["trunc", define([int, text], truncate)],
  ["contains", define([text, text], (part, value) => onBytes([value, part], (all, sought) => all.includes(sought)))],
  ["hasPrefix", define([text, text], (prefix, value) => onBytes([value, prefix], (all, sought) => all.startsWith(sought)))],
  ["hasSuffix", define([text, text], (suffix, value) => onBytes([value, suffix], (all, sought) => all.endsWith(sought)))],
  ["quote", defineVariadic([], any, (values) => joinPresent(values, (value) => quote(strval(value))))],
  ["squote", defineVariadic([], any, (values) => joinPresent(values, (value) => `'${formatDefault(value)}'`))],
  ["cat", defineVariadic([], any, (values) => joinPresent(values, formatDefault))],
  ["indent", define([int, text], (spaces, value, { chargeText }) => indent(spaces, value, chargeText))],
  ["nindent", define([int, text], (spaces, value, { chargeText }) => `\n${indent(spaces, value, chargeText)}`)],
  ["replace", define([text, text, text], (old, replacement, value, { chargeText }) => replaceText(value, old, replacement, chargeText))],
  ["plural", define([text, text, int], (one, many, count) => (count === 1n ? one : many))],
  ["toString", define([any], strval)],
  [
    "fail",
    define([text], (message) => {
      throw new GoError(message);
    }),
  ],
]);
