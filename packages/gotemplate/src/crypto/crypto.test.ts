import { createCipheriv, createHash, createHmac, scryptSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { adler32 } from "./adler32.ts";
import { decryptCbc } from "./aes.ts";
import { scrypt } from "./scrypt.ts";
import { sha1 } from "./sha1.ts";
import { hmacSha256, sha256 } from "./sha256.ts";
import { sha512 } from "./sha512.ts";

/** Messages around the block sizes of 64 and 128 bytes. */
const lengths = [0, 1, 55, 56, 63, 64, 65, 111, 112, 119, 127, 128, 129, 1000];

function message(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + length) % 256);
}

describe("digests", () => {
  it.each([
    ["sha1", sha1],
    ["sha256", sha256],
    ["sha512", sha512],
  ] as const)("%s agrees with Node's", (name, digest) => {
    const ours = lengths.map((length) => Buffer.from(digest(message(length))).toString("hex"));
    expect(ours).toEqual(lengths.map((length) => createHash(name).update(message(length)).digest("hex")));
  });

  it("hmacSha256 agrees with Node's, for keys longer than a block too", () => {
    const ours = lengths.map((length) => Buffer.from(hmacSha256(message(length), message(77))).toString("hex"));
    expect(ours).toEqual(lengths.map((length) => createHmac("sha256", message(length)).update(message(77)).digest("hex")));
  });

  it("adler32 is that of RFC 1950", () => {
    expect(adler32(new TextEncoder().encode("Wikipedia"))).toBe(0x11e60398);
  });
});

describe("scrypt", () => {
  it("agrees with Node's", () => {
    const cost = { n: 64, r: 8, p: 2 };
    const ours = scrypt(message(10), message(20), cost, 64);
    expect(Buffer.from(ours)).toEqual(scryptSync(message(10), message(20), 64, { N: cost.n, r: cost.r, p: cost.p }));
  });
});

describe("decryptCbc", () => {
  it("undoes AES-256-CBC", () => {
    const [key, initial, plain] = [message(32), message(16), message(160)];
    const cipher = createCipheriv("aes-256-cbc", key, initial).setAutoPadding(false);
    const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
    expect(decryptCbc(key, initial, encrypted)).toEqual(plain);
  });
});
