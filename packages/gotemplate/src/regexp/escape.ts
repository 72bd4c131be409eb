import { RegexpError } from "./error.ts";

/** A character read from a pattern, and where the next one starts. */
export interface ReadRune {
  readonly rune: number;
  readonly next: number;
}

/** Reads one character. Throws `invalid-utf8` for a lone surrogate, which stands for a byte that is not UTF-8. */
export function readRune(pattern: string, at: number): ReadRune {
  const rune = pattern.codePointAt(at)!;
  if (rune >= 0xd800 && rune <= 0xdfff) throw new RegexpError("invalid-utf8", pattern.slice(at));
  return { rune, next: at + (rune > 0xffff ? 2 : 1) };
}

const controlEscapes: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** Reads the escape of a single character that starts with the backslash at `at` (Go: parseEscape). */
export function readEscape(pattern: string, at: number): ReadRune {
  if (at + 1 >= pattern.length) throw new RegexpError("trailing-backslash", "");
  const { rune, next } = readRune(pattern, at + 1);
  const letter = String.fromCodePoint(rune);
  const octal = readOctal(pattern, at + 1);
  if (octal !== undefined) return octal;
  if (letter === "x") return readHex(pattern, at);
  const control = Object.hasOwn(controlEscapes, letter) ? controlEscapes[letter] : undefined;
  if (control !== undefined) return { rune: control, next };
  if (rune < 0x80 && !/[0-9A-Za-z]/.test(letter)) return { rune, next };
  throw invalidEscape(pattern, at, next);
}

/** Up to three octal digits; one digit that is not 0 would be a reference back, which RE2 does not have. */
function readOctal(pattern: string, at: number): ReadRune | undefined {
  const digits = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(pattern.slice(at, at + 3))?.[0];
  return digits === undefined ? undefined : { rune: Number.parseInt(digits, 8), next: at + digits.length };
}

/** `\x7F` or `\x{10FFFF}`. */
function readHex(pattern: string, at: number): ReadRune {
  const start = at + 2;
  if (start >= pattern.length) throw invalidEscape(pattern, at, start);
  if (pattern[start] === "{") return readBracedHex(pattern, at);
  const first = readRune(pattern, start);
  if (first.next >= pattern.length) throw invalidEscape(pattern, at, first.next);
  const second = readRune(pattern, first.next);
  const digits = pattern.slice(start, second.next);
  if (!/^[0-9A-Fa-f]{2}$/.test(digits)) throw invalidEscape(pattern, at, second.next);
  return { rune: Number.parseInt(digits, 16), next: second.next };
}

function readBracedHex(pattern: string, at: number): ReadRune {
  let rune = 0;
  let position = at + 3;
  while (position < pattern.length) {
    const read = readRune(pattern, position);
    position = read.next;
    const digit = String.fromCodePoint(read.rune);
    if (digit === "}" && position > at + 4) return { rune, next: position };
    if (!/[0-9A-Fa-f]/.test(digit)) break;
    rune = rune * 16 + Number.parseInt(digit, 16);
    if (rune > 0x10ffff) break;
  }
  throw invalidEscape(pattern, at, position);
}

function invalidEscape(pattern: string, at: number, end: number): RegexpError {
  return new RegexpError("invalid-escape", pattern.slice(at, end));
}
