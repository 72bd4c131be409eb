/** From template text to tokens: text/template/parse, lex.go of Go 1.26, with the delimiters `{{` and `}}`. */
import { quote } from "../strconv/quote.ts";
import { hasLeftTrimMarker, isSpace, unicodeText, withoutTrailingSpace } from "./characters.ts";
import type { Token, TokenKind } from "./token.ts";

const keywords = new Set(["block", "break", "continue", "define", "else", "end", "if", "range", "template", "with"]);
const singleCharacters: Readonly<Record<string, TokenKind>> = { "=": "assign", "|": "pipe", "(": "leftParen", ")": "rightParen" };
const space = /[ \t\r\n]*/y;
const word = /[\p{L}\p{Nd}_]*/uy;
const quoted = /"(?:[^"\\\n]|\\[^\n])*"/y;
const charConstant = /'(?:[^'\\\n]|\\[^\n])*'/y;
const numberStart = /[+\-.\d]/;
const oneNumber =
  /[+-]?(?:0[xX][\da-fA-F_]*\.?[\da-fA-F_]*(?:[pP][+-]?[\d_]*)?|0[oO][0-7_]*\.?[0-7_]*|0[bB][01_]*\.?[01_]*|[\d_]*\.?[\d_]*(?:[eE][+-]?[\d_]*)?)i?/y;
const comment = /\/\*[\s\S]*?\*\//y;

/** Splits a template into tokens. An error token is the last one. */
export class Lexer {
  readonly #input: string;
  #offset = 0;
  #line = 1;
  #insideAction = false;
  #parenDepth = 0;
  #ended = false;

  constructor(input: string) {
    this.#input = input;
  }

  /** The next token; after the end or an error only `eof` tokens follow. */
  next(): Token {
    if (this.#ended) return this.#make("eof", "");
    return this.#insideAction ? this.#actionToken() : this.#textToken();
  }

  #make(kind: TokenKind, text: string): Token {
    return { kind, offset: this.#offset, text, line: this.#line };
  }

  #skip(length: number): void {
    const skipped = this.#input.slice(this.#offset, this.#offset + length);
    for (const character of skipped) if (character === "\n") this.#line++;
    this.#offset += length;
  }

  #take(kind: TokenKind, length: number): Token {
    const token = this.#make(kind, this.#input.slice(this.#offset, this.#offset + length));
    this.#skip(length);
    return token;
  }

  #fail(message: string): Token {
    this.#ended = true;
    return this.#make("error", message);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    return pattern.exec(this.#input)?.[0];
  }

  #textToken(): Token {
    for (;;) {
      const start = this.#input.indexOf("{{", this.#offset);
      if (start < 0) return this.#remainingText();
      const trim = hasLeftTrimMarker(this.#input, start + 2);
      const text = this.#input.slice(this.#offset, start);
      const kept = trim ? withoutTrailingSpace(text) : text;
      if (kept !== "") {
        const token = this.#take("text", kept.length);
        this.#skip(text.length - kept.length);
        return token;
      }
      this.#skip(text.length);
      if (!this.#input.startsWith("/*", start + (trim ? 4 : 2))) return this.#leftDelimiter(trim);
      const failure = this.#skipComment(trim ? 4 : 2);
      if (failure !== undefined) return failure;
    }
  }

  #remainingText(): Token {
    const length = this.#input.length - this.#offset;
    if (length > 0) return this.#take("text", length);
    this.#ended = true;
    return this.#make("eof", "");
  }

  #leftDelimiter(trim: boolean): Token {
    const token = this.#take("leftDelimiter", 2);
    this.#skip(trim ? 2 : 0);
    this.#insideAction = true;
    this.#parenDepth = 0;
    return token;
  }

  #skipComment(delimiterLength: number): Token | undefined {
    this.#skip(delimiterLength);
    const found = this.#match(comment);
    if (found === undefined) return this.#fail("unclosed comment");
    const end = this.#offset + found.length;
    const trim = this.#rightDelimiterAt(end);
    if (trim === undefined) return this.#fail("comment ends before closing delimiter");
    this.#skip(found.length);
    this.#skipRightDelimiter(trim);
    return undefined;
  }

  /** Whether a right delimiter stands at the offset: `undefined` if not, else whether it has a trim marker. */
  #rightDelimiterAt(offset: number): boolean | undefined {
    if (this.#input.startsWith("}}", offset)) return false;
    return isSpace(this.#input[offset]) && this.#input.startsWith("-}}", offset + 1) ? true : undefined;
  }

  #skipRightDelimiter(trim: boolean): void {
    this.#skip(trim ? 4 : 2);
    if (trim) this.#skip(this.#match(space)?.length ?? 0);
  }

  #rightDelimiter(trim: boolean): Token {
    if (this.#parenDepth > 0) return this.#fail("unclosed left paren");
    this.#skip(trim ? 2 : 0);
    const token = this.#take("rightDelimiter", 2);
    if (trim) this.#skip(this.#match(space)?.length ?? 0);
    this.#insideAction = false;
    return token;
  }

  #actionToken(): Token {
    const delimiter = this.#rightDelimiterAt(this.#offset);
    if (delimiter !== undefined) return this.#rightDelimiter(delimiter);
    const character = this.#input[this.#offset];
    if (character === undefined) return this.#fail("unclosed action");
    if (isSpace(character)) return this.#spaceToken();
    if (character === '"') return this.#literal("string", quoted, "unterminated quoted string");
    if (character === "'") return this.#literal("charConstant", charConstant, "unterminated character constant");
    if (character === "`") return this.#rawString();
    if (character === ":") return this.#declare();
    if (character === "$") return this.#name("variable", 1);
    if (character === "." && !/\d/.test(this.#input[this.#offset + 1] ?? "0")) return this.#name("field", 1);
    if (numberStart.test(character)) return this.#number();
    if (character in singleCharacters) return this.#single(character, singleCharacters[character]!);
    return this.#wordOrCharacter();
  }

  #single(character: string, kind: TokenKind): Token {
    if (character === "(") this.#parenDepth++;
    if (character === ")" && --this.#parenDepth < 0) return this.#fail("unexpected right paren");
    return this.#take(kind, 1);
  }

  /** A run of spaces, without the last one if that belongs to a ` -}}`. */
  #spaceToken(): Token {
    const length = this.#match(space)!.length;
    const trims = this.#rightDelimiterAt(this.#offset + length - 1) === true;
    return this.#take("space", trims ? length - 1 : length);
  }

  #literal(kind: TokenKind, pattern: RegExp, problem: string): Token {
    const found = this.#match(pattern);
    return found === undefined ? this.#fail(problem) : this.#take(kind, found.length);
  }

  #rawString(): Token {
    const end = this.#input.indexOf("`", this.#offset + 1);
    return end < 0 ? this.#fail("unterminated raw quoted string") : this.#take("rawString", end + 1 - this.#offset);
  }

  #declare(): Token {
    return this.#input[this.#offset + 1] === "=" ? this.#take("declare", 2) : this.#fail("expected :=");
  }

  /** A field, a variable, or the dot or dollar sign alone. */
  #name(kind: "field" | "variable", prefix: number): Token {
    word.lastIndex = this.#offset + prefix;
    const length = prefix + (word.exec(this.#input)?.[0].length ?? 0);
    const problem = this.#terminatorProblem(this.#offset + length);
    if (problem !== undefined) return this.#fail(problem);
    return this.#take(kind === "field" && length === 1 ? "dot" : kind, length);
  }

  #wordOrCharacter(): Token {
    const text = this.#match(word) ?? "";
    if (text === "") return this.#character();
    const problem = this.#terminatorProblem(this.#offset + text.length);
    if (problem !== undefined) return this.#fail(problem);
    if (text === "nil") return this.#take("nil", text.length);
    if (keywords.has(text)) return this.#take("keyword", text.length);
    return this.#take(text === "true" || text === "false" ? "bool" : "identifier", text.length);
  }

  #character(): Token {
    const rune = this.#input.codePointAt(this.#offset)!;
    if (rune < 0x7f && rune >= 0x20) return this.#take("character", 1);
    return this.#fail(`unrecognized character in action: ${unicodeText(rune)}`);
  }

  #terminatorProblem(offset: number): string | undefined {
    const rune = this.#input.codePointAt(offset);
    if (rune === undefined) return undefined;
    const character = String.fromCodePoint(rune);
    if (" \t\r\n.,|:)(".includes(character) || this.#input.startsWith("}}", offset)) return undefined;
    return `bad character ${unicodeText(rune)}`;
  }

  #number(): Token {
    const start = this.#offset;
    const first = this.#match(oneNumber)!;
    const problem = this.#numberProblem(start + first.length);
    if (problem !== undefined) return this.#fail(problem);
    if (!/[+-]/.test(this.#input[start + first.length] ?? "")) return this.#take("number", first.length);
    oneNumber.lastIndex = start + first.length;
    const end = start + first.length + oneNumber.exec(this.#input)![0].length;
    const imaginaryProblem = this.#numberProblem(end);
    if (imaginaryProblem !== undefined) return this.#fail(imaginaryProblem);
    if (this.#input[end - 1] !== "i") return this.#fail(`bad number syntax: ${quote(this.#input.slice(start, end))}`);
    return this.#take("complex", end - start);
  }

  /** A number must not be followed by a letter, digit or underscore. */
  #numberProblem(end: number): string | undefined {
    const following = /^[\p{L}\p{Nd}_]/u.exec(this.#input.slice(end, end + 2))?.[0];
    return following === undefined ? undefined : `bad number syntax: ${quote(this.#input.slice(this.#offset, end) + following)}`;
  }
}
