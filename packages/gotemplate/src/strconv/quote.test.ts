import { expect, test } from "vitest";
import { byteLength, byteSlice } from "../utf8.ts";
import { canBackquote, isPrint, quote, quoteRune, unquote } from "./quote.ts";

test("quoting escapes what cannot be printed", () => {
  expect(quote('a"b\\\n\x00\x7f')).toBe('"a\\"b\\\\\\n\\x00\\x7f"');
  expect(quote("é\u00a0\u{1f600}\u{10ffff}")).toBe('"é\\u00a0😀\\U0010ffff"');
  expect(quote(byteSlice("é", 0, 1))).toBe('"\\xc3"');
});

test("quoting for ASCII escapes everything beyond it", () => {
  expect(quote("é😀", { asciiOnly: true })).toBe('"\\u00e9\\U0001f600"');
});

test("characters are quoted with single quotes", () => {
  expect([0x61, 0x27, 0x22, -1].map((rune) => quoteRune(rune))).toEqual(["'a'", "'\\''", "'\"'", "'\ufffd'"]);
});

test("unquoting reads escapes, also of bytes", () => {
  expect(unquote('"\\x41\\101\\u00e9\\U0001F600\\t\\""')).toBe('AAé😀\t"');
  expect(unquote('"\\xc3\\xa9"')).toBe("é");
  expect(byteLength(unquote('"\\xff"')!)).toBe(1);
  expect(unquote("`a\\n\r\n`")).toBe("a\\n\n");
});

test.each(['"\\q"', '"\\x4"', '"\\400"', '"\\ud800"', '"\\\'"', '"'])("%s is no literal", (literal) => {
  expect(unquote(literal)).toBeUndefined();
});

test("backquotes hold one line without backquotes", () => {
  expect(["a\tb", "a`", "a\nb", "\ufeff", "é"].map(canBackquote)).toEqual([true, false, false, false, true]);
});

test("spaces other than the ASCII one are not printed", () => {
  expect([0x20, 0xa0, 0xad, 0x2028, 0xe9, 0xd800].map(isPrint)).toEqual([true, false, false, false, true, false]);
});
