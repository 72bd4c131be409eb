import { quote } from "../strconv/quote.ts";
import { byteLength, isAscii } from "../utf8.ts";

export type TokenKind =
  | "error"
  | "eof"
  | "text"
  | "leftDelimiter"
  | "rightDelimiter"
  | "space"
  | "bool"
  | "character"
  | "charConstant"
  | "complex"
  | "number"
  | "string"
  | "rawString"
  | "assign"
  | "declare"
  | "pipe"
  | "leftParen"
  | "rightParen"
  | "identifier"
  | "field"
  | "variable"
  | "dot"
  | "nil"
  | "keyword";

export interface Token {
  readonly kind: TokenKind;
  readonly offset: number;
  /** The text of the token; of an error its message; of a keyword its word. */
  readonly text: string;
  readonly line: number;
}

/** A token as parse errors show it (lex.go, item.String). */
export function tokenText({ kind, text }: Token): string {
  if (kind === "eof") return "EOF";
  if (kind === "error") return text;
  if (kind === "keyword" || kind === "dot" || kind === "nil") return `<${text}>`;
  if (byteLength(text) <= 10) return quote(text);
  return `${quote(isAscii(text) ? text.slice(0, 10) : [...text].slice(0, 10).join(""))}...`;
}
