import { describe, expect, test } from "vitest";
import { TemplateError } from "../errors.ts";
import { nodeText } from "./node-text.ts";
import { parse } from "./parser.ts";
import { visitNodes } from "./visit.ts";

const functions = new Set(["len", "printf", "upper"]);

function parseText(text: string) {
  return parse("tpl", text, (name) => functions.has(name));
}

function problemOf(text: string): string {
  try {
    parseText(text);
  } catch (error) {
    if (error instanceof TemplateError) return error.message;
    throw error;
  }
  return "none";
}

describe("a tree", () => {
  test("prints as a template with the same meaning", () => {
    const source = "{{- if and .a  (len .b.c) -}} x {{ else if $ }}{{ range $i, $e := .l }}{{ break }}{{ end }}{{ end }}";
    const printed = parse("t", source, (name) => functions.has(name) || name === "and").trees.get("t")!;
    expect(nodeText(printed)).toBe("{{if and .a (len .b.c)}}x {{else}}{{if $}}{{range $i, $e := .l}}{{break}}{{end}}{{end}}{{end}}");
  });

  test("has the trees of define and block beside it", () => {
    const { trees } = parseText('{{ define "a" }}1{{ end }}{{ block "b" .x }}2{{ end }}');
    expect([...trees].map(([name, tree]) => [name, nodeText(tree)])).toEqual([
      ["a", "1"],
      ["b", "2"],
      ["tpl", '{{template "b" .x}}'],
    ]);
  });

  test("knows where its nodes stand", () => {
    const found: [string, number][] = [];
    visitNodes(parseText('é {{ printf "%v" .a.b | len }}'), (node) => found.push([node.kind, node.offset]));
    expect(found).toEqual([
      ["list", 0],
      ["text", 0],
      ["action", 5],
      ["pipe", 5],
      ["command", 5],
      ["identifier", 5],
      ["string", 12],
      ["field", 19],
      ["command", 24],
      ["identifier", 24],
    ]);
  });
});

describe("constants", () => {
  test.each<[string, bigint | undefined, bigint | undefined, number | undefined]>([
    ["0x10", 16n, 16n, 16],
    ["-1", -1n, undefined, -1],
    ["+1", 1n, undefined, 1],
    ["1.0", 1n, 1n, 1],
    ["1.5", undefined, undefined, 1.5],
    ["'a'", 97n, 97n, 97],
    ["18446744073709551615", undefined, 2n ** 64n - 1n, 2 ** 64],
    ["0x1p4", 16n, 16n, 16],
    ["3i", undefined, undefined, undefined],
  ])("%s can be of every type that holds it", (text, int, uint, float) => {
    const numbers: unknown[] = [];
    visitNodes(
      parseText(`{{ ${text} }}`),
      (node) => node.kind === "number" && numbers.push([node.int, node.uint, node.float, node.isComplex]),
    );
    expect(numbers).toEqual([[int, uint, float, text.endsWith("i")]]);
  });
});

describe("what is no template is refused with Go's words and line", () => {
  test.each([
    ["{{ .a", "template: tpl:1: unclosed action"],
    ["a\n{{ .a\n", "template: tpl:3: unclosed action started at tpl:2"],
    ["{{/* a", "template: tpl:1: unclosed comment"],
    ["{{/* a */ b}}", "template: tpl:1: comment ends before closing delimiter"],
    ['{{ "a }}', "template: tpl:1: unterminated quoted string"],
    ["{{ `a }}", "template: tpl:1: unterminated raw quoted string"],
    ["{{ 'a }}", "template: tpl:1: unterminated character constant"],
    ['{{ "\\q" }}', "template: tpl:1: invalid syntax"],
    ["{{ (.a }}", "template: tpl:1: unclosed left paren"],
    ["{{ .a) }}", "template: tpl:1: unexpected right paren"],
    ["{{ 1x }}", 'template: tpl:1: bad number syntax: "1x"'],
    ["{{ 08 }}", 'template: tpl:1: integer overflow: "08"'],
    ["{{ .a@ }}", "template: tpl:1: bad character U+0040 '@'"],
    ["{{ ¤ }}", "template: tpl:1: unrecognized character in action: U+00A4 '¤'"],
    ["{{ nope }}", 'template: tpl:1: function "nope" not defined'],
    ["{{ $x }}", 'template: tpl:1: undefined variable "$x"'],
    ["{{ if .a }}{{ $x := 1 }}{{ end }}{{ $x }}", 'template: tpl:1: undefined variable "$x"'],
    ["{{ if }}{{ end }}", "template: tpl:1: missing value for if"],
    ["{{ if .a }}", "template: tpl:1: unexpected EOF"],
    ["{{ end }}", "template: tpl:1: unexpected {{end}}"],
    ["{{ else }}", "template: tpl:1: unexpected {{else}}"],
    ["{{ range .a }}{{ else }}{{ else }}{{ end }}", "template: tpl:1: expected end; found {{else}}"],
    ["{{ break }}", "template: tpl:1: {{break}} outside {{range}}"],
    ["{{ $a, $b := .l }}", "template: tpl:1: too many declarations in command"],
    ["{{ range $a, 1 := .l }}{{ end }}", "template: tpl:1: range can only initialize variables"],
    ["{{ 1 | 2 }}", "template: tpl:1: non executable command in pipeline stage 2"],
    ['{{ "a".b }}', 'template: tpl:1: unexpected . after term "\\"a\\""'],
    ["{{ template .a }}", 'template: tpl:1: unexpected ".a" in template clause'],
    ['{{ define "a" }}1{{ end }}{{ define "a" }}2{{ end }}', 'template: tpl:1: template: multiple definition of template "a"'],
  ])("%s", (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });
});

test("an error says which template and which line", () => {
  expect(() => parseText("a\nb {{ nope }}")).toThrow(
    expect.objectContaining({ name: "TemplateError", code: "parse", template: "tpl", place: { line: 2 } }),
  );
});

test("a pipe at the end is accepted, as in Go", () => {
  expect(problemOf("{{ .a | }}")).toBe("none");
});

test("a definition of white space may be replaced", () => {
  expect(problemOf('{{ define "a" }} {{ end }}{{ define "a" }}2{{ end }}')).toBe("none");
});

test("a text that is nested beyond reason is refused, not crashed on", () => {
  expect(problemOf(`{{ ${"(".repeat(200_000)}1${")".repeat(200_000)} }}`)).toBe("template: tpl: nested too deeply");
});
