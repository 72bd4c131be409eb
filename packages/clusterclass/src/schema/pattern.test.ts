import { expect, test } from "vitest";
import { compilePattern } from "./pattern.ts";

test("patterns have RE2 syntax, which JavaScript does not know", () => {
  const pattern = compilePattern("(?i)^v[[:digit:]]+\\z");
  expect("test" in pattern && pattern.test("V12")).toBe(true);
  expect("test" in pattern && pattern.test("V12\n")).toBe(false);
});

test("patterns that RE2 does not know are errors", () => {
  expect(compilePattern("a(?=b)")).toHaveProperty("error");
  expect(compilePattern("(")).toHaveProperty("error");
});

test("findAll finds what does not overlap", () => {
  const pattern = compilePattern("a.");
  expect("findAll" in pattern && pattern.findAll("abacad")).toEqual(["ab", "ac", "ad"]);
});
