/** html, js, urlquery (funcs.go of text/template, Go 1.26; net/url QueryEscape). */
import { printable, sprint } from "../fmt/print.ts";
import { isPrint } from "../strconv/quote.ts";
import { joinBytes, toBytes } from "../utf8.ts";
import type { GoValue } from "../values.ts";

const htmlEntities: Readonly<Record<string, string>> = {
  "\0": "\ufffd",
  '"': "&#34;",
  "'": "&#39;",
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
};
const scriptEscapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  '"': '\\"',
  "<": "\\u003C",
  ">": "\\u003E",
  "&": "\\u0026",
  "=": "\\u003D",
};

/** The operands as one text, as an action would print them. */
function operandText(args: readonly GoValue[]): string {
  return args.length === 1 && typeof args[0] === "string" ? args[0] : sprint(args.map(printable));
}

/** Escapes for HTML. */
export function escapeHtml(args: readonly GoValue[]): string {
  return operandText(args).replace(/[\0"'&<>]/g, (character) => htmlEntities[character]!);
}

/** Escapes for a JavaScript string. */
export function escapeScript(args: readonly GoValue[]): string {
  let escaped = "";
  for (const character of joinBytes(operandText(args))) escaped += scriptEscapes[character] ?? escapeRune(character);
  return escaped;
}

function escapeRune(character: string): string {
  const rune = character.codePointAt(0)!;
  if (rune < 0x20) return `\\u00${rune.toString(16).toUpperCase().padStart(2, "0")}`;
  if (rune < 0x80) return character;
  if (rune >= 0xdc80 && rune <= 0xdcff) return character;
  return isPrint(rune) ? character : `\\u${rune.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Escapes for the query of a URL: a space becomes a plus sign. */
export function escapeQuery(args: readonly GoValue[]): string {
  let escaped = "";
  for (const byte of toBytes(operandText(args))) {
    const character = String.fromCharCode(byte);
    if (byte === 0x20) escaped += "+";
    else escaped += /[A-Za-z0-9\-_.~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return escaped;
}
