import { describe, expect, it } from "vitest";
import { decodeBase32, encodeBase32 } from "./base32.ts";
import { decodeBase64, encodeBase64 } from "./base64.ts";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("base64", () => {
  it("encodes as Node does and decodes back, for every length of the last group", () => {
    for (let length = 0; length < 10; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => 250 - index * 29);
      expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      expect(decodeBase64(ascii(encodeBase64(bytes)))).toEqual(bytes);
    }
  });

  it.each([
    ["YQ", 0],
    ["YWJj!", 4],
    ["YQ==YQ==", 4],
    ["YQ=", 3],
  ])("refuses %s at byte %i", (text, place) => {
    expect(() => decodeBase64(ascii(text))).toThrow(`illegal base64 data at input byte ${place}`);
  });
});

describe("base32", () => {
  it("has the test vectors of RFC 4648", () => {
    const vectors = {
      "": "",
      f: "MY======",
      fo: "MZXQ====",
      foo: "MZXW6===",
      foob: "MZXW6YQ=",
      fooba: "MZXW6YTB",
      foobar: "MZXW6YTBOI======",
    };
    for (const [text, encoded] of Object.entries(vectors)) {
      expect(encodeBase32(ascii(text))).toBe(encoded);
      expect(decodeBase32(ascii(encoded))).toEqual(ascii(text));
    }
  });

  it("refuses padding that no number of bytes has", () => {
    expect(() => decodeBase32(ascii("MZX====="))).toThrow("illegal base32 data");
  });
});
