/**
 * Go strings are bytes, JavaScript strings are UTF-16. A byte that is not part of valid UTF-8 is kept as a lone low surrogate
 * U+DC80..U+DCFF (byte 0x80..0xFF), so that cutting a text between bytes and joining it again loses nothing. Every other lone
 * surrogate counts as U+FFFD, which is what encoding/json makes of it when it reads data.
 */

const replacement = 0xfffd;
const nonAscii = /\P{ASCII}/u;
const loneSurrogate = /\p{Cs}/u;

/** Whether the text has only ASCII characters: then characters, bytes and runes are the same. */
export function isAscii(text: string): boolean {
  return !nonAscii.test(text);
}

/** The byte that a lone surrogate stands for, or -1. */
function escapedByte(codePoint: number): number {
  return codePoint >= 0xdc80 && codePoint <= 0xdcff ? codePoint - 0xdc00 : -1;
}

function isSurrogate(codePoint: number): boolean {
  return codePoint >= 0xd800 && codePoint <= 0xdfff;
}

function encodedLength(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  if (codePoint < 0x10000) return escapedByte(codePoint) >= 0 ? 1 : 3;
  return 4;
}

/** Go's `len(text)`. */
export function byteLength(text: string): number {
  if (isAscii(text)) return text.length;
  let length = 0;
  for (const character of text) length += encodedLength(character.codePointAt(0)!);
  return length;
}

function pushEncoded(bytes: number[], codePoint: number): void {
  const raw = escapedByte(codePoint);
  if (raw >= 0) {
    bytes.push(raw);
    return;
  }
  const rune = isSurrogate(codePoint) ? replacement : codePoint;
  if (rune < 0x80) bytes.push(rune);
  else if (rune < 0x800) bytes.push(0xc0 | (rune >> 6), 0x80 | (rune & 0x3f));
  else if (rune < 0x10000) bytes.push(0xe0 | (rune >> 12), 0x80 | ((rune >> 6) & 0x3f), 0x80 | (rune & 0x3f));
  else bytes.push(0xf0 | (rune >> 18), 0x80 | ((rune >> 12) & 0x3f), 0x80 | ((rune >> 6) & 0x3f), 0x80 | (rune & 0x3f));
}

/** Go's `[]byte(text)`. */
export function toBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) pushEncoded(bytes, character.codePointAt(0)!);
  return Uint8Array.from(bytes);
}

/** The UTF-8 sequence that starts at `at`, or `undefined` if the byte there starts none (rules of unicode/utf8: no overlong forms, no surrogates). */
export function decodeRune(bytes: Uint8Array, at: number): { readonly rune: number; readonly size: number } | undefined {
  const first = bytes[at]!;
  if (first < 0x80) return { rune: first, size: 1 };
  const size = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (size === 0 || at + size > bytes.length) return undefined;
  let rune = first & (0xff >> (size + 1));
  for (let index = 1; index < size; index++) {
    const next = bytes[at + index]!;
    if (next >> 6 !== 2) return undefined;
    rune = (rune << 6) | (next & 0x3f);
  }
  const overlong = (size === 3 && rune < 0x800) || (size === 4 && (rune < 0x10000 || rune > 0x10ffff));
  return overlong || isSurrogate(rune) ? undefined : { rune, size };
}

/** Go's `string(bytes)`; bytes that are not UTF-8 are escaped. */
export function fromBytes(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const decoded = decodeRune(bytes, at);
    text += decoded === undefined ? String.fromCharCode(0xdc00 + bytes[at]!) : String.fromCodePoint(decoded.rune);
    at += decoded?.size ?? 1;
  }
  return text;
}

/** Go's `text[start:end]`, in bytes. */
export function byteSlice(text: string, start: number, end: number): string {
  return isAscii(text) ? text.slice(start, end) : fromBytes(toBytes(text).subarray(start, end));
}

/** Go's `[]rune(text)`: code points, U+FFFD for each byte that is not UTF-8. */
export function runes(text: string): number[] {
  const result: number[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0)!;
    result.push(isSurrogate(codePoint) ? replacement : codePoint);
  }
  return result;
}

/** Go's `string([]rune)`; what is no code point becomes U+FFFD. */
export function fromRunes(codePoints: readonly number[]): string {
  let text = "";
  for (const codePoint of codePoints) {
    const valid = codePoint >= 0 && codePoint <= 0x10ffff && !isSurrogate(codePoint);
    text += String.fromCodePoint(valid ? codePoint : replacement);
  }
  return text;
}

/** utf8.RuneCountInString. */
export function runeCount(text: string): number {
  if (isAscii(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Go's order of strings, by bytes: negative, zero or positive. JavaScript's `<` compares UTF-16 units and differs beyond U+FFFF. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  if (isAscii(left) && isAscii(right)) return left < right ? -1 : 1;
  const [a, b] = [toBytes(left), toBytes(right)];
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    if (a[index] !== b[index]) return a[index]! - b[index]!;
  }
  return a.length - b.length;
}

/** The text as other programs see it: escaped bytes that form UTF-8 together are joined, the others become U+FFFD, as encoding/json writes them. */
export function toWellFormedText(text: string): string {
  return loneSurrogate.test(text) ? fromRunes(runes(joinBytes(text))) : text;
}

/** The text with escaped bytes that form UTF-8 together joined to characters; what every function result goes through, so that `===` is Go's `==`. */
export function joinBytes(text: string): string {
  return loneSurrogate.test(text) ? fromBytes(toBytes(text)) : text;
}
