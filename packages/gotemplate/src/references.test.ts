import { expect, test } from "vitest";
import { builtins } from "./builtins/index.ts";
import { parse } from "./parse/parser.ts";
import { dataReferences } from "./references.ts";

/** What a template reads, as `a.b@line:column`. */
function reads(text: string): string[] {
  const parsed = parse("tpl", text, (name) => builtins.has(name));
  return dataReferences(parsed).map(({ path, place }) => `${path.join(".")}@${place.line}:${place.column}`);
}

test("fields are listed with their places, in the order of the text", () => {
  expect(reads("{{ .flavor }}\n{{ if .builtin.cluster.name }}{{ .flavor }}{{ end }}")).toEqual([
    "flavor@1:3",
    "builtin.cluster.name@2:14",
    "flavor@2:33",
  ]);
});

test("the dot is followed through with and range", () => {
  expect(reads("{{ with .oidc }}{{ .issuer }}{{ $.name }}{{ end }}")).toEqual(["oidc@1:8", "oidc.issuer@1:19", "name@1:33"]);
  expect(reads("{{ range .pools }}{{ .name }}{{ else }}{{ .none }}{{ end }}")).toEqual(["pools@1:9", "pools.*.name@1:21", "none@1:42"]);
});

test("variables stand for what was assigned to them", () => {
  expect(reads("{{ $o := .oidc }}{{ $o.issuer }}{{ range $i, $e := .l }}{{ $i }}{{ $e.x }}{{ end }}")).toEqual([
    "oidc@1:9",
    "oidc.issuer@1:22",
    "l@1:51",
    "l.*.x@1:69",
  ]);
});

test("an index with a constant key is a field", () => {
  expect(reads('{{ index .labels "a/b" }}{{ index .list 0 }}{{ (index .m "k").x }}')).toEqual([
    "labels.a/b@1:9",
    "list.*@1:34",
    "m.k@1:54",
    "m.k.x@1:61",
  ]);
});

test("what a function returns is not data, what it reads is", () => {
  expect(reads('{{ (printf "%v" .a).b }}{{ len .c | print }}')).toEqual(["a@1:16", "c@1:31"]);
});

test("templates are followed with their argument, recursive ones once", () => {
  const tree = '{{ define "t" }}{{ .x }}{{ template "t" .next }}{{ end }}{{ template "t" .a }}{{ template "t" }}';
  expect(reads(tree)).toEqual(["a.x@1:19", "a.next@1:40", "a@1:73"]);
});

test("the whole data is the empty path", () => {
  expect(reads("{{ print . }}{{ $ }}")).toEqual(["@1:9", "@1:16"]);
});

test("an operand of empty is asked only for that", () => {
  const parsed = parse("tpl", "{{ or (not (empty .a.b)) (empty .c) .a.b }}", (name) => builtins.has(name) || name === "empty");
  expect(dataReferences(parsed).map(({ path, onlyEmptiness = false }) => [path.join("."), onlyEmptiness])).toEqual([
    ["a.b", true],
    ["c", true],
    ["a.b", false],
  ]);
});
