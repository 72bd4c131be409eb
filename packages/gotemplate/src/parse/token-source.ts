import { Lexer } from "./lexer.ts";
import type { Token } from "./token.ts";

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
