/** Standard base32 with padding (Go 1.26, encoding/base32). */
import { GoError } from "../values.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const digits: ReadonlyMap<number, number> = new Map([...alphabet].map((digit, value) => [digit.charCodeAt(0), value]));
const padding = "=".charCodeAt(0);

/** How many digits a group of so many bytes has. */
const digitsOfBytes = [0, 2, 4, 5, 7, 8];

export function encodeBase32(bytes: Uint8Array): string {
  let encoded = "";
  for (let at = 0; at < bytes.length; at += 5) {
    const group = bytes.subarray(at, at + 5);
    const bits = group.reduce((sum, byte, index) => sum | (BigInt(byte) << BigInt(32 - 8 * index)), 0n);
    const count = digitsOfBytes[group.length]!;
    for (let digit = 0; digit < 8; digit++) encoded += digit < count ? alphabet[Number((bits >> BigInt(35 - 5 * digit)) & 31n)] : "=";
  }
  return encoded;
}

function corrupt(at: number): GoError {
  return new GoError(`illegal base32 data at input byte ${at}`);
}

/** Decodes; newlines are ignored. @throws GoError with the place of the first wrong byte, as Go counts it (without newlines) */
export function decodeBase32(text: Uint8Array): Uint8Array {
  const source = text.filter((byte) => byte !== 0x0a && byte !== 0x0d);
  const decoded: number[] = [];
  for (let at = 0; at < source.length; at += 8) {
    const values = readGroup(source, at);
    const bits = values.reduce((sum, value, index) => sum | (BigInt(value) << BigInt(35 - 5 * index)), 0n);
    for (let byte = 0; byte < digitsOfBytes.indexOf(values.length); byte++) decoded.push(Number((bits >> BigInt(32 - 8 * byte)) & 255n));
    if (values.length < 8) break;
  }
  return Uint8Array.from(decoded);
}

/** Reads eight digits, or fewer before the padding that ends the text. */
function readGroup(source: Uint8Array, from: number): number[] {
  const values: number[] = [];
  for (let at = from; values.length < 8; at++) {
    const byte = source[at];
    if (byte === undefined) throw corrupt(source.length - values.length);
    if (byte === padding && values.length >= 2 && source.length - at - 1 < 8) {
      checkPadding(source, at, values.length);
      return values;
    }
    const value = digits.get(byte);
    if (value === undefined) throw corrupt(at);
    values.push(value);
  }
  return values;
}

/** Checks the padding whose first sign stands at `at` after `count` digits of a group. */
function checkPadding(source: Uint8Array, at: number, count: number): void {
  const left = source.length - at - 1;
  if (left + count < 7) throw corrupt(source.length);
  for (let index = 0; index < 7 - count && index < left; index++) {
    if (source[at + 1 + index] !== padding) throw corrupt(at + index);
  }
  if (!digitsOfBytes.includes(count)) throw corrupt(at);
}
