import { decodeBase32, encodeBase32 } from "../encoding/base32.ts";
import { decodeBase64, encodeBase64 } from "../encoding/base64.ts";
import { fromBytes, toBytes } from "../utf8.ts";
import { type FunctionTable, GoError } from "../values.ts";
import { define, text } from "./define.ts";

/** Decoding that gives the text of its error as the result, as sprig does. */
function decoding(decode: (source: Uint8Array) => Uint8Array) {
  return define([text], (source) => {
    try {
      return fromBytes(decode(toBytes(source)));
    } catch (error) {
      if (error instanceof GoError) return error.message;
      throw error;
    }
  });
}

/** Base64 and base32 (sprig v3.3.0 and slim-sprig, strings.go). */
export const encodingFunctions: FunctionTable = new Map([
  ["b64enc", define([text], (value) => encodeBase64(toBytes(value)))],
  ["b64dec", decoding(decodeBase64)],
  ["b32enc", define([text], (value) => encodeBase32(toBytes(value)))],
  ["b32dec", decoding(decodeBase32)],
]);
