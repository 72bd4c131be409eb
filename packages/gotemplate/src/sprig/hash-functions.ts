import { adler32 } from "../crypto/adler32.ts";
import { sha1 } from "../crypto/sha1.ts";
import { sha256 } from "../crypto/sha256.ts";
import { sha512 } from "../crypto/sha512.ts";
import { toBytes } from "../utf8.ts";
import type { FunctionTable } from "../values.ts";
import { define, text } from "./define.ts";

function hexadecimal(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Checksums (sprig v3.3.0, crypto.go; slim-sprig has all but `sha512sum`). */
export const hashFunctions: FunctionTable = new Map([
  ["sha1sum", define([text], (value) => hexadecimal(sha1(toBytes(value))))],
  ["sha256sum", define([text], (value) => hexadecimal(sha256(toBytes(value))))],
  ["sha512sum", define([text], (value) => hexadecimal(sha512(toBytes(value))))],
  ["adler32sum", define([text], (value) => String(adler32(toBytes(value))))],
]);
