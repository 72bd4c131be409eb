/** Shortening and wrapping of texts, by bytes: github.com/Masterminds/goutils v1.1.1 (wordutils.go, stringutils.go). */
import { byteLength } from "../utf8.ts";
import { fromByteText, joinTexts, toByteText } from "./bytes-in-text.ts";

export interface WrapOptions {
  /** What goes between lines. */
  readonly newline: string;
  /** Also breaks words that are longer than a line. */
  readonly breakWords: boolean;
}

/** Breaks a text at spaces into lines of at most `width` bytes, where it can. */
export function wrapText(text: string, width: bigint, { newline, breakWords }: WrapOptions, chargeText: (length: number) => void): string {
  const bytes = toByteText(text);
  const limit = width < 1n ? 1 : Number(width);
  const lines: string[] = [];
  let at = 0;
  while (bytes.length - at > limit) {
    if (bytes[at] === " ") {
      at++;
      continue;
    }
    const end = lineEnd(bytes, at, limit, breakWords);
    if (end === bytes.length) break;
    lines.push(bytes.slice(at, end));
    at = bytes[end] === " " ? end + 1 : end;
  }
  lines.push(bytes.slice(at));
  return joinTexts(lines.map(fromByteText), newline, chargeText);
}

/** Where the line that starts at `at` ends: at the last space that fits, else within the word or after it. */
function lineEnd(bytes: string, at: number, limit: number, breakWords: boolean): number {
  const space = bytes.slice(at, at + limit + 1).lastIndexOf(" ");
  if (space >= 0) return at + space;
  if (breakWords) return at + limit;
  const next = bytes.indexOf(" ", at + limit);
  return next < 0 ? bytes.length : next;
}

/**
 * Shortens a text to `width` bytes with an ellipsis at its end and, if `offset` is far enough from the start, also at its start.
 * A text that fits is left as it is.
 */
export function abbreviate(text: string, offset: bigint, width: bigint): string {
  const length = BigInt(byteLength(text));
  if (width < 4n) return "";
  if (length <= width) return text;
  const bytes = toByteText(text);
  const room = width - 3n;
  let start = offset > length ? length : offset;
  if (length - start < room) start = length - room;
  if (start <= 4n) return `${fromByteText(bytes.slice(0, Number(room)))}...`;
  if (width < 7n) return "";
  if (start + room < length) return `...${abbreviate(fromByteText(bytes.slice(Number(start))), 0n, room)}`;
  return `...${fromByteText(bytes.slice(Number(length - room)))}`;
}
