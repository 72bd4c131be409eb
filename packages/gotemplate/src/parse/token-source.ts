import { quote } from "../strconv/quote.ts";
import { byteLength, isAscii } from "../utf8.ts";
import { Lexer, type Token } from "./lexer.ts";

/** Tokens with look-ahead. */
export class TokenSource {
  readonly #lexer: Lexer;
  readonly #pushedBack: Token[] = [];
  /** The line of the newest token read from the text, which Go names in parse errors. */
  line = 1;

  constructor(text: string) {
    this.#lexer = new Lexer(text);
  }

  next(): Token {
    const pushed = this.#pushedBack.pop();
    if (pushed !== undefined) return pushed;
    const token = this.#lexer.next();
    this.line = token.line;
    return token;
  }

  nextNonSpace(): Token {
    for (;;) {
      const token = this.next();
      if (token.kind !== "space") return token;
    }
  }

  peek(): Token {
    const token = this.next();
    this.#pushedBack.push(token);
    return token;
  }

  peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.#pushedBack.push(token);
    return token;
  }

  /** Puts tokens back; the first argument is read again first. */
  backUp(...tokens: Token[]): void {
    this.#pushedBack.push(...tokens.reverse());
  }
}

/** A token as parse errors show it (lex.go, item.String). */
export function tokenText({ kind, text }: Token): string {
  if (kind === "eof") return "EOF";
  if (kind === "error") return text;
  if (kind === "keyword" || kind === "dot" || kind === "nil") return `<${text}>`;
  if (byteLength(text) <= 10) return quote(text);
  return `${quote(isAscii(text) ? text.slice(0, 10) : [...text].slice(0, 10).join(""))}...`;
}
