/** Go string and character literals: strconv.Quote, Unquote and their relatives of Go 1.26. */
import { fromBytes, joinBytes } from "../utf8.ts";

const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const needsQuoting = /[^\x20-\x7e]|["\\]/;
const simpleEscapes: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\\": "\\" };
const escapeNames = new Map(Object.entries(simpleEscapes).map(([name, character]) => [character, `\\${name}`]));
const validRune = (rune: number) => rune >= 0 && rune <= 0x10ffff && (rune < 0xd800 || rune > 0xdfff);

/** unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrint(rune: number): boolean {
  if (rune < 0x7f) return rune >= 0x20;
  return validRune(rune) && printable.test(String.fromCodePoint(rune));
}

/** What a literal is made of. */
interface QuoteOptions {
  /** Escape everything beyond ASCII (the `+` flag of %q). */
  readonly asciiOnly?: boolean;
}

/** strconv.Quote, or QuoteToASCII. */
export function quote(text: string, options: QuoteOptions = {}): string {
  if (!needsQuoting.test(text)) return `"${text}"`;
  let quoted = '"';
  for (const character of joinBytes(text)) quoted += escapeCharacter(character, '"', options);
  return `${quoted}"`;
}

/** strconv.QuoteRune, or QuoteRuneToASCII; what is no code point is quoted as U+FFFD. */
export function quoteRune(rune: number, options: QuoteOptions = {}): string {
  return `'${escapeCharacter(String.fromCodePoint(validRune(rune) ? rune : 0xfffd), "'", options)}'`;
}

function escapeCharacter(character: string, quoteMark: string, { asciiOnly = false }: QuoteOptions): string {
  if (character === quoteMark) return `\\${character}`;
  const named = escapeNames.get(character);
  if (named !== undefined) return named;
  const rune = character.codePointAt(0)!;
  if (rune >= 0xdc80 && rune <= 0xdcff) return `\\x${hex(rune - 0xdc00, 2)}`;
  if (isPrint(rune) && (rune < 0x80 || !asciiOnly)) return character;
  if (rune < 0x20 || rune === 0x7f) return `\\x${hex(rune, 2)}`;
  return rune < 0x10000 ? `\\u${hex(rune, 4)}` : `\\U${hex(rune, 8)}`;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, "0");
}

/** strconv.CanBackquote: one line without control characters other than tab, without backquotes, and valid UTF-8. */
export function canBackquote(text: string): boolean {
  for (const character of joinBytes(text)) {
    const rune = character.codePointAt(0)!;
    if ((rune < 0x20 && rune !== 0x09) || rune === 0x60 || rune === 0x7f || rune === 0xfeff || !validRune(rune)) return false;
  }
  return true;
}

/** One decoded element of a literal. */
interface UnquotedCharacter {
  /** The character; bytes written as `\xff` or `\377` are escaped as in utf8.ts. */
  readonly text: string;
  readonly rune: number;
  readonly size: number;
}

/** strconv.UnquoteChar at `at`; `undefined` where the literal is not valid. */
export function unquoteCharacter(text: string, at: number, quoteMark: string): UnquotedCharacter | undefined {
  const rune = text.codePointAt(at);
  if (rune === undefined) return undefined;
  const character = String.fromCodePoint(rune);
  if (character === quoteMark) return undefined;
  if (character !== "\\") return { text: character, rune, size: character.length };
  const letter = text[at + 1] ?? "";
  const simple = simpleEscapes[letter] ?? (letter === quoteMark && letter !== "" ? letter : undefined);
  if (simple !== undefined) return { text: simple, rune: simple.charCodeAt(0), size: 2 };
  return unquoteNumber(text.slice(at));
}

function unquoteNumber(text: string): UnquotedCharacter | undefined {
  const match = /^\\(?:x([\da-fA-F]{2})|([0-7]{3})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(text);
  if (match === null) return undefined;
  const [whole, hexadecimal, octal, short, long] = match;
  const byte = hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : octal !== undefined ? Number.parseInt(octal, 8) : undefined;
  if (byte !== undefined) return byte > 255 ? undefined : { text: fromBytes(Uint8Array.of(byte)), rune: byte, size: whole.length };
  const rune = Number.parseInt(short ?? long ?? "", 16);
  return validRune(rune) ? { text: String.fromCodePoint(rune), rune, size: whole.length } : undefined;
}

/** strconv.Unquote for `"..."` and `` `...` `` literals; `undefined` where the literal is not valid. */
export function unquote(literal: string): string | undefined {
  const mark = literal[0];
  if (literal.length < 2 || !literal.endsWith(mark!)) return undefined;
  if (mark === "`") return literal.slice(1, -1).replaceAll("\r", "");
  let text = "";
  for (let at = 1; at < literal.length - 1; ) {
    const next = unquoteCharacter(literal, at, mark!);
    if (next === undefined || literal[at] === "\n") return undefined;
    text += next.text;
    at += next.size;
  }
  return joinBytes(text);
}
