/** snakecase, kebabcase and camelcase: github.com/huandu/xstrings v1.5.0 (convert.go). */
import { fromRunes, runes } from "../utf8.ts";
import { isUpper, toLowerRune, toUpperRune } from "./unicode.ts";
import { isConnector, readWords, type Word, type WordKind, type WordReader } from "./words.ts";

/** What is written so far, the word that comes next, and the reader behind it. */
interface Separation {
  readonly reader: WordReader;
  readonly connector: string;
  output: string;
  word: Word;
}

/** `HTTPServer2xx` becomes `http_server_2xx` with `_`, `http-server-2xx` with `-`. */
export function separateWords(text: string, connector: "_" | "-"): string {
  if (text === "") return "";
  const reader = readWords(text);
  const state: Separation = { reader, connector, output: "", word: reader.next() };
  while (!reader.isAtEnd()) {
    const previous = state.word;
    if (previous.kind !== "connector") writeWord(state, previous);
    state.word = reader.next();
    joinTo(state, previous);
  }
  writeWord(state, state.word);
  return state.output;
}

/** Writes what stands between a word and the one after it. */
function joinTo(state: Separation, previous: Word): void {
  switch (previous.kind) {
    case "number":
      writeUnit(state);
      connectUnless(state, ["none", "punctuation", "connector"]);
      break;
    case "connector":
      writeWord(state, previous);
      break;
    case "punctuation":
      break;
    default:
      joinLetters(state);
  }
}

/** After letters: a number belongs to them (`Bld4Floor`), unless letters in lower case follow it (`HTTP2xx`). */
function joinLetters(state: Separation): void {
  const number = state.word;
  if (number.kind !== "number") {
    connectUnless(state, ["punctuation", "connector"]);
    return;
  }
  if (state.reader.isAtEnd()) return;
  state.word = state.reader.next();
  if (state.word.kind === "letters") {
    state.output += state.connector;
    writeWord(state, number);
    writeUnit(state);
    connectUnless(state, ["none", "punctuation", "connector"]);
  } else {
    writeWord(state, number);
    connectUnless(state, ["punctuation", "connector"]);
  }
}

/** Writes letters and numbers that follow each other without a connector. */
function writeUnit(state: Separation): void {
  while (state.word.kind === "letters" || state.word.kind === "number") {
    writeWord(state, state.word);
    state.word = state.reader.next();
  }
}

function connectUnless(state: Separation, kinds: readonly WordKind[]): void {
  if (!kinds.includes(state.word.kind)) state.output += state.connector;
}

function writeWord(state: Separation, { kind, text }: Word): void {
  if (kind !== "upper" && kind !== "connector") {
    state.output += text;
    return;
  }
  for (const rune of runes(text)) {
    if (isConnector(rune)) state.output += state.connector;
    else state.output += fromRunes([isUpper(rune) ? toLowerRune(rune) : rune]);
  }
}

/** `some_words` becomes `SomeWords`; runs of upper-case letters become words, connectors at the start and doubled ones stay. */
export function pascalCase(text: string): string {
  const codes = runes(text);
  const start = codes.findIndex((rune) => !isConnector(rune));
  if (start < 0) return fromRunes(doubleLast(codes));
  if (start === codes.length - 1) return fromRunes([...codes.slice(0, start), toUpperRune(codes[start]!)]);
  const output = codes.slice(0, start);
  let previous = toUpperRune(codes[start]!);
  let inUpper = isUpper(codes[start]!);
  for (const rune of codes.slice(start + 1)) {
    if (isConnector(previous) && !isConnector(rune)) {
      inUpper = isUpper(rune);
      previous = toUpperRune(rune);
      continue;
    }
    output.push(previous);
    inUpper &&= isConnector(rune) ? isConnector(previous) : isUpper(rune);
    previous = inUpper && isUpper(rune) ? toLowerRune(rune) : rune;
  }
  return fromRunes([...output, previous]);
}

/** A text of connectors alone is written with its last one twice, as xstrings does. */
function doubleLast(codes: readonly number[]): number[] {
  return codes.length === 0 ? [] : [...codes, codes.at(-1)!];
}
