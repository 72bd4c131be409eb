import { decryptCbc } from "../crypto/aes.ts";
import { scrypt } from "../crypto/scrypt.ts";
import { hmacSha256 } from "../crypto/sha256.ts";
import { decodeBase64 } from "../encoding/base64.ts";
import { fromBytes, toBytes } from "../utf8.ts";
import { type FunctionTable, GoError } from "../values.ts";
import { define, text, uint32 } from "./define.ts";

/** Forms of a password by its type: each letter stands for a set of characters (Master Password algorithm, version 2). */
const passwordForms: ReadonlyMap<string, readonly string[]> = new Map([
  ["maximum", ["anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"]],
  [
    "long",
    [
      ...["CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv", "CvccCvcvnoCvcv", "CvccCvcvCvcvno", "CvcvnoCvccCvcv"],
      ...["CvcvCvccnoCvcv", "CvcvCvccCvcvno", "CvcvnoCvcvCvcc", "CvcvCvcvnoCvcc", "CvcvCvcvCvccno", "CvccnoCvccCvcv", "CvccCvccnoCvcv"],
      ...["CvccCvccCvcvno", "CvcvnoCvccCvcc", "CvcvCvccnoCvcc", "CvcvCvccCvccno", "CvccnoCvcvCvcc", "CvccCvcvnoCvcc", "CvccCvcvCvccno"],
    ],
  ],
  ["medium", ["CvcnoCvc", "CvcCvcno"]],
  ["short", ["Cvcn"]],
  ["basic", ["aaanaaan", "aannaaan", "aaannaaa"]],
  ["pin", ["nnnn"]],
]);

const vowels = "aeiou";
const consonants = "bcdfghjklmnpqrstvwxyz";
const upperVowels = vowels.toUpperCase();
const upperConsonants = consonants.toUpperCase();
const letters = upperVowels + vowels + upperConsonants + consonants;
const digits = "0123456789";

const characterSets: ReadonlyMap<string, string> = new Map([
  ["V", upperVowels],
  ["C", upperConsonants],
  ["v", vowels],
  ["c", consonants],
  ["a", letters],
  ["n", digits],
  ["o", "@&%?,=[]_:-+*$#!'^~;()/."],
  ["x", `${letters}${digits}!@#$%^&*()`],
]);

const scope = "com.lyndir.masterpassword";
const cost = { n: 32768, r: 8, p: 2 };

/** A number of 32 bits, then a text: how names enter the derivation. */
function withLength(value: Uint8Array): number[] {
  return [...uint32Bytes(value.length), ...value];
}

function uint32Bytes(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return new Uint8Array(view.buffer);
}

function derivePassword(counter: bigint, type: string, password: string, user: string, site: string): string {
  const forms = passwordForms.get(type);
  if (forms === undefined) return `cannot find password template ${type}`;
  const salt = Uint8Array.from([...toBytes(scope), ...withLength(toBytes(user))]);
  const key = scrypt(toBytes(password), salt, cost, 64);
  const message = Uint8Array.from([...toBytes(scope), ...withLength(toBytes(site)), ...uint32Bytes(Number(counter))]);
  const [choice = 0, ...seed] = hmacSha256(key, message);
  const form = forms[choice % forms.length]!;
  return [...form].map((letter, index) => pick(characterSets.get(letter)!, seed[index]!)).join("");
}

function pick(characters: string, seed: number): string {
  return characters[seed % characters.length]!;
}

/** The text that `encryptAES` made: base64 of an initial block and AES-256-CBC with padding; the password is cut or filled to 32 bytes. */
function decryptAes(password: string, source: string): string {
  if (source === "") return "";
  const key = new Uint8Array(32);
  key.set(toBytes(password).subarray(0, 32));
  const data = decodeBase64(toBytes(source));
  if (data.length < 16) throw new GoError(`runtime error: slice bounds out of range [:16] with capacity ${data.length}`);
  if (data.length % 16 !== 0) throw new GoError("crypto/cipher: input not full blocks");
  const decrypted = decryptCbc(key, data.subarray(0, 16), data.subarray(16));
  if (decrypted.length === 0) throw new GoError("runtime error: index out of range [-1]");
  const end = decrypted.length - decrypted.at(-1)!;
  if (end < 0) throw new GoError(`runtime error: slice bounds out of range [:${end}]`);
  return fromBytes(decrypted.subarray(0, end));
}

/** The functions of sprig's crypto.go (v3.3.0) that depend on their arguments alone; slim-sprig has none of them. */
export const passwordFunctions: FunctionTable = new Map([
  ["derivePassword", define([uint32, text, text, text, text], derivePassword)],
  ["decryptAES", define([text, text], decryptAes)],
]);
