/** Standard base64 with padding (Go 1.26, encoding/base64). */
import { GoError } from "../values.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const digits: ReadonlyMap<number, number> = new Map([...alphabet].map((digit, value) => [digit.charCodeAt(0), value]));
const padding = "=".charCodeAt(0);

export function encodeBase64(bytes: Uint8Array): string {
  let encoded = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const count = Math.min(bytes.length - at, 3) + 1;
    for (let digit = 0; digit < 4; digit++) encoded += digit < count ? alphabet[(group >> (18 - 6 * digit)) & 63] : "=";
  }
  return encoded;
}

function isNewline(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d;
}

function afterNewlines(source: Uint8Array, from: number): number {
  let at = from;
  while (isNewline(source[at])) at++;
  return at;
}

function corrupt(at: number): GoError {
  return new GoError(`illegal base64 data at input byte ${at}`);
}

/** Decodes; newlines are ignored anywhere. @throws GoError with the place of the first wrong byte, as Go counts it */
export function decodeBase64(source: Uint8Array): Uint8Array {
  const decoded: number[] = [];
  for (let at = 0; at < source.length; ) {
    const { values, next } = readGroup(source, at);
    const group = values.reduce((sum, value, index) => sum | (value << (18 - 6 * index)), 0);
    for (let byte = 0; byte < values.length - 1; byte++) decoded.push((group >> (16 - 8 * byte)) & 255);
    at = next;
  }
  return Uint8Array.from(decoded);
}

/** Reads up to four digits and the padding after them. */
function readGroup(source: Uint8Array, from: number): { values: number[]; next: number } {
  const values: number[] = [];
  let at = from;
  while (values.length < 4) {
    const byte = source[at];
    if (byte === undefined) {
      if (values.length === 0) break;
      throw corrupt(at - values.length);
    }
    at++;
    const value = digits.get(byte);
    if (value !== undefined) values.push(value);
    else if (byte === padding) return { values, next: afterPadding(source, at, values.length) };
    else if (!isNewline(byte)) throw corrupt(at - 1);
  }
  return { values, next: at };
}

/** Where the padding ends, whose first sign stands before `from` after `count` digits; it must end the text. */
function afterPadding(source: Uint8Array, from: number, count: number): number {
  if (count < 2) throw corrupt(from - 1);
  let at = from;
  if (count === 2) {
    at = afterNewlines(source, at);
    if (at === source.length) throw corrupt(at);
    if (source[at] !== padding) throw corrupt(at - 1);
    at++;
  }
  at = afterNewlines(source, at);
  if (at < source.length) throw corrupt(at);
  return at;
}
