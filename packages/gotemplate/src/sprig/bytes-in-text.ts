/** Operations that Go does on the bytes of a string and that would be wrong on UTF-16 units. */
import { byteLength, byteSlice, fromBytes, isAscii, toBytes } from "../utf8.ts";
import { GoError } from "../values.ts";

/** A text with one character (U+0000..U+00FF) a byte. */
export function toByteText(text: string): string {
  if (isAscii(text)) return text;
  let result = "";
  for (const byte of toBytes(text)) result += String.fromCharCode(byte);
  return result;
}

/** The inverse of {@link toByteText}. */
export function fromByteText(bytes: string): string {
  return isAscii(bytes) ? bytes : fromBytes(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}

/** Go's `text[start:end]` with its panics; `end` defaults to the length. */
export function sliceBytes(text: string, start: bigint, end?: bigint): string {
  const length = BigInt(byteLength(text));
  const stop = end ?? length;
  if (end !== undefined && (end < 0n || end > length)) {
    throw outOfRange(end < 0n ? `[:${end}]` : `[:${end}] with length ${length}`);
  }
  if (start < 0n) throw outOfRange(`[${start}:]`);
  if (start > stop) throw outOfRange(`[${start}:${stop}]`);
  return byteSlice(text, Number(start), Number(stop));
}

function outOfRange(range: string): GoError {
  return new GoError(`runtime error: slice bounds out of range ${range}`);
}

const loneSurrogate = /\p{Cs}/u;

/**
 * Runs an operation that finds one text in another. Where a text has bytes that are not UTF-8, it runs on bytes, since such a byte
 * may be found inside the character of another text.
 */
export function onBytes<T extends string | string[] | boolean>(texts: readonly string[], operation: (...texts: string[]) => T): T {
  if (!texts.some((text) => loneSurrogate.test(text))) return operation(...texts);
  const result = operation(...texts.map(toByteText));
  if (typeof result === "string") return fromByteText(result) as T;
  return Array.isArray(result) ? (result.map(fromByteText) as T) : result;
}

/** strings.Repeat. */
export function repeatText(text: string, count: bigint, chargeText: (length: number) => void): string {
  if (count < 0n) throw new GoError("strings: negative Repeat count");
  if (text === "") return "";
  const length = Number(count) * text.length;
  chargeText(length);
  return text.repeat(Number(count));
}

/** strings.ReplaceAll; an empty text is found before every character and at the end. */
export function replaceText(text: string, old: string, replacement: string, chargeText: (length: number) => void): string {
  if (old !== "") return onBytes([text, old, replacement], (whole, part, by) => joinTexts(whole.split(part), by, chargeText));
  return joinTexts(["", ...text, ""], replacement, chargeText);
}

/** strings.Join; `chargeText` is asked before the text is built. */
export function joinTexts(parts: readonly string[], separator: string, chargeText: (length: number) => void): string {
  chargeText(parts.reduce((sum, part) => sum + part.length, separator.length * Math.max(0, parts.length - 1)));
  return parts.join(separator);
}

/** strings.SplitN: at most `limit` pieces unless it is negative; an empty separator splits into characters. */
export function splitText(text: string, separator: string, limit = -1): string[] {
  if (limit === 0) return [];
  const pieces = separator === "" ? [...text] : onBytes([text, separator], (whole, part) => whole.split(part));
  if (limit < 0 || pieces.length <= limit) return pieces;
  return [...pieces.slice(0, limit - 1), pieces.slice(limit - 1).join(separator)];
}
