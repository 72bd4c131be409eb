import { describe, expect, test } from "vitest";
import { failed } from "../api/fields.ts";
import { compileTemplate } from "./template.ts";
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

test.each([
  ["{a: 1}}", { a: 1 }],
  ["  - y\n}}", [true]],
  ["# c\n1 2\n# d\nmore", "1 2"],
  ["[a] b", ["a"]],
])("what follows a complete value is not looked at: %j", (text, value) => expect(read(text)).toEqual(value));

test.each(["[a] - b", "[a]\n{'b", '[a]\n{"b", \'c', "[a] @", '"a"[%b]', '"a" |b', "[a] &lt; b", "{a: 1} `"])(
  "but for the next token, which must be one: %j",
  (text) => {
    expect(read(text)).toBe("refused");
  },
);

test.each(["[a] [b", "['a\n b']c: d", "  - a\n{'b"])("where that may be a key it is not decided: %j", (text) => {
  expect(readYaml(text)).toMatchObject({ undecided: true });
});

test("names of anchors have letters, digits, - and _", () => {
  expect(read("&a-1_B x")).toBe("x");
  expect(read("&lt;no value&gt;")).toBe("refused");
  expect(read("&lt;b: 1")).toBe("refused");
});

test("an anchor on a key is known afterwards", () => {
  expect(read("&k 1: a\nb: *k")).toEqual({ "1": "a", b: 1 });
});

test("bytes that are not UTF-8 are refused", () => {
  const binary = compileTemplate('{{ b64dec "/w==" }}');
  const text = failed(binary) ? binary : binary.render({});
  expect(read(String(text))).toBe("refused");
  expect(read("\ufffd")).toBe("\ufffd");
});

test("control characters are refused, but for tabs and line breaks", () => {
  expect(read("a\u0001")).toBe("refused");
  expect(read('"a\u007f"')).toBe("refused");
  expect(read('"a\tb"')).toBe("a\tb");
});

test.each(["9007199254740993", "[18446744073709551615]", "a: !!int 9223372036854775807"])("whether %s is kept is not decided", (text) => {
  expect(readYaml(text)).toMatchObject({ undecided: true });
});

test.each(["[a][b]", "[a] {b: c}", `${"k".repeat(1100)}: v`])("whether %.20s is read as a key is not decided", (text) => {
  expect(readYaml(text)).toMatchObject({ undecided: true });
});

test.each(["1: a\n1.0: b", "true: a\n'true': b", "{010: a, 08: b}"])(
  "which of two keys that become equal counts is not decided: %j",
  (text) => {
    expect(readYaml(text)).toMatchObject({ undecided: true });
  },
);

test("keys that are equal in Go replace each other", () => {
  expect(read("010: a\n8: b\n1.0: c\n1.: d")).toEqual({ "8": "b", "1": "d" });
});

test("large integers that are held exactly are kept", () => {
  expect(read("9007199254740992")).toBe(2 ** 53);
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
