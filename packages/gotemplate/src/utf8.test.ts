import { expect, test } from "vitest";
import { parseTemplate } from "./function-sets.ts";
import { byteLength, byteSlice, compareText, fromBytes, joinBytes, runeCount, runes, toBytes, toWellFormedText } from "./utf8.ts";

test("a length counts bytes, a rune count characters", () => {
  expect(byteLength("héllo→😀")).toBe(13);
  expect(runeCount("héllo→😀")).toBe(7);
});

test("a text can be cut inside a character and put together again", () => {
  const [first, second] = [byteSlice("é", 0, 1), byteSlice("é", 1, 2)];
  expect(byteLength(first)).toBe(1);
  expect(runes(first)).toEqual([0xfffd]);
  expect(joinBytes(first + second)).toBe("é");
});

test("bytes that are not UTF-8 survive, and come out as U+FFFD", () => {
  const bytes = Uint8Array.of(0x61, 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xc0, 0x80);
  expect(toBytes(fromBytes(bytes))).toEqual(bytes);
  expect(toWellFormedText(fromBytes(bytes))).toBe("a\ufffd\ufffd(\ufffd\ufffd\ufffd\ufffd\ufffd");
});

test("a template writes bytes that are not UTF-8 as U+FFFD, or keeps each as a lone surrogate", () => {
  const template = parseTemplate("tpl", '{{ "\\xff" }}{{ "\\xc3" }}{{ "\\xa9" }}');
  expect(template.execute({})).toBe("\ufffdé");
  expect(template.execute({}, { invalidBytes: "keep" })).toBe("\udcffé");
});

test("texts are ordered by bytes, not by UTF-16 units", () => {
  expect("\u{1f600}" < "\ufb01").toBe(true);
  expect(compareText("\u{1f600}", "\ufb01")).toBeGreaterThan(0);
  expect(compareText("a", "ab")).toBeLessThan(0);
  expect(compareText("é", "é")).toBe(0);
});
