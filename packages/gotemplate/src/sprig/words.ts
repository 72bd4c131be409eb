/** The words of an identifier, as github.com/huandu/xstrings v1.5.0 (convert.go, nextWord) tells them apart. */
import { runes } from "../utf8.ts";
import { isLetter, isNumber, isPunctuation, isSpace, isUpper } from "./unicode.ts";

/** `none`: nothing is left, or nothing but characters that are U+FFFD. */
export type WordKind = "none" | "number" | "upper" | "letters" | "connector" | "punctuation" | "other";

export interface Word {
  readonly kind: WordKind;
  readonly text: string;
}

const invalid = 0xfffd;

/** Code points of letters that have no case and count as symbols here. */
const cjk: readonly (readonly [first: number, last: number])[] = [
  [0x3400, 0x4d85],
  [0x4e00, 0x9fcc],
  [0x20000, 0x2b81d],
];

/** `-`, `_` and spaces stand between words. */
export function isConnector(rune: number): boolean {
  return rune === 0x2d || rune === 0x5f || isSpace(rune);
}

function isAlphabet(rune: number): boolean {
  return isLetter(rune) && !cjk.some(([first, last]) => rune >= first && rune <= last);
}

function isOther(rune: number): boolean {
  return !(isConnector(rune) || isAlphabet(rune) || isNumber(rune) || isPunctuation(rune));
}

function isLowerAlphabet(rune: number): boolean {
  return isAlphabet(rune) && !isUpper(rune);
}

/** Reads words from the start of a text. */
export interface WordReader {
  readonly next: () => Word;
  readonly isAtEnd: () => boolean;
}

export function readWords(text: string): WordReader {
  const characters = [...text];
  const codes = runes(text);
  let at = 0;
  const next = (): Word => {
    const start = at;
    const first = skipInvalid(codes, at);
    if (first === codes.length) {
      at = codes.length;
      return { kind: "none", text: characters.slice(start).join("") };
    }
    const { kind, end } = wordFrom(codes, first);
    at = end;
    return { kind, text: characters.slice(start, end).join("") };
  };
  return { next, isAtEnd: () => at === codes.length };
}

function skipInvalid(codes: readonly number[], from: number): number {
  let at = from;
  while (codes[at] === invalid) at++;
  return at;
}

function wordFrom(codes: readonly number[], first: number): { kind: WordKind; end: number } {
  const rune = codes[first]!;
  if (isConnector(rune)) return { kind: "connector", end: runEnd(codes, first + 1, isConnector) };
  if (isPunctuation(rune)) return { kind: "punctuation", end: runEnd(codes, first + 1, isPunctuation) };
  if (isUpper(rune)) return { kind: "upper", end: upperEnd(codes, first + 1) };
  if (isAlphabet(rune)) return { kind: "letters", end: runEnd(codes, first + 1, isLowerAlphabet) };
  if (isNumber(rune)) return { kind: "number", end: runEnd(codes, first + 1, isNumber) };
  return { kind: "other", end: runEnd(codes, first + 1, isOther) };
}

/** The end of the run of code points that belong; invalid ones belong if a valid one that belongs follows, or nothing. */
function runEnd(codes: readonly number[], from: number, belongs: (rune: number) => boolean): number {
  let end = from;
  while (end < codes.length) {
    const valid = skipInvalid(codes, end);
    if (valid === codes.length) return valid;
    if (!belongs(codes[valid]!)) return end;
    end = valid + 1;
  }
  return end;
}

/** Upper-case letters, without the last one if a word in lower case starts with it (`HTTPServer`); or one, and the lower-case letters after it. */
function upperEnd(codes: readonly number[], from: number): number {
  const second = codes[skipInvalid(codes, from)];
  if (second === undefined) return codes.length;
  if (!isUpper(second)) return isAlphabet(second) ? runEnd(codes, from, isLowerAlphabet) : from;
  const end = runEnd(codes, from, isUpper);
  const following = codes[skipInvalid(codes, end)];
  return end < codes.length && following !== undefined && isAlphabet(following) ? lastRuneStart(codes, end) : end;
}

/** Where the last code point before `end` starts, with the invalid ones before it. */
function lastRuneStart(codes: readonly number[], end: number): number {
  let at = end - 1;
  while (at > 0 && codes[at - 1] === invalid) at--;
  return at;
}
