import { describe, expect, test } from "vitest";
import { failed } from "../api/fields.ts";
import { readYaml } from "./yaml-value.ts";

function read(text: string) {
  const value = readYaml(text);
  return failed(value) ? "refused" : value;
}

describe("rendered text is YAML 1.1 as Go reads it", () => {
  test.each([
    ["yes", true],
    [" True ", true],
    ["on # with a comment", true],
    ['"true"', "true"],
    ["", null],
    ["~", null],
    ["<no value>", "<no value>"],
    ["v1.36.1", "v1.36.1"],
  ])("%j is %j", (text, value) => expect(read(text)).toBe(value));

  test.each([
    ["010", 8],
    ["0o17", 15],
    ["0b11", 3],
    ["0x1F", 31],
    ["08", 8],
    ["1_000", 1000],
    ["1.30", 1.3],
    ["1e+06", 1000000],
    ["-0", 0],
    ["+.5", 0.5],
    ["1:30", "1:30"],
    ["2001-12-14", "2001-12-14"],
    ["_1", "_1"],
    ["1e999", "1e999"],
    ["99999999999999999999", 1e20],
    ["0xffffffffffffffffffff", "0xffffffffffffffffffff"],
  ])("%j is %j", (text, value) => expect(read(text)).toBe(value));

  test("infinity and not-a-number are no JSON", () => {
    expect(read(".inf")).toBe("refused");
    expect(read("[1, .nan]")).toBe("refused");
  });
});

test("keys become text: y is true, 1.0 is 1, a million as a float has an exponent", () => {
  expect(read("y: 1\n1.0: 2\n1000000.0: 3\n010: 4")).toEqual({ true: 1, "1": 2, "1e+06": 3, "8": 4 });
  expect(read("~: 1")).toBe("refused");
  expect(read("18446744073709551615: 1")).toBe("refused");
});

test("the last of equal keys counts, and only the first document", () => {
  expect(read("a: 1\na: 2\n---\n[broken")).toEqual({ a: 2 });
});

test("what follows the first value with less indentation is not looked at", () => {
  expect(read(" a: 1\nb: 2")).toEqual({ a: 1 });
  expect(read("- a\nb\n- c")).toBe("refused");
});

test("a block text that ends with the text has no line break there", () => {
  expect(read("a: |\n  line")).toEqual({ a: "line" });
  expect(read("a: |\n  line\n")).toEqual({ a: "line\n" });
});

test("aliases, merge keys and tags", () => {
  expect(read("base: &b {x: 1}\nuse: *b\nmore: {<<: *b, y: !!str 2}")).toEqual({
    base: { x: 1 },
    use: { x: 1 },
    more: { x: 1, true: "2" },
  });
  expect(read("[!!int x]")).toBe("refused");
  expect(read("!!float 3")).toBe(3);
  expect(read("!custom text")).toBe("text");
  expect(read("!!binary aGk=")).toBe("hi");
  expect(read("a: &a [*a]")).toBe("refused");
});

test("JSON is YAML", () => {
  expect(read('{"a": [1, true, null, "y"], "b": {"c": "\\u00e9"}}')).toEqual({ a: [1, true, null, "y"], b: { c: "é" } });
  expect(read("{a: 1")).toBe("refused");
});
