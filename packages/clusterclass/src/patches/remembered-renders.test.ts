import { dataReferences, parseTemplate } from "@cstack/gotemplate";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../api/json.ts";
import { rememberRenders } from "./remembered-renders.ts";

function counting(text: string): { render: (data: JsonObject) => unknown; fresh: (data: JsonObject) => unknown; count: () => number } {
  const template = parseTemplate("tpl", text, { functions: "hermetic" });
  let runs = 0;
  const fresh = (data: JsonObject): string => {
    runs++;
    try {
      return template.execute(data);
    } catch (error) {
      return String(error);
    }
  };
  const paths = dataReferences(template).map(({ path }) => path);
  return { render: rememberRenders(paths, fresh), fresh, count: () => runs };
}

test("a template runs again only where something that it reads is another value", () => {
  const { render, count } = counting("{{ .a }}-{{ .builtin.cluster.name }}");
  const data = (a: number, name: string, other: number): JsonObject => ({ a, other, builtin: { cluster: { name } } });
  expect([render(data(1, "x", 1)), render(data(1, "x", 2)), count()]).toEqual(["1-x", "1-x", 1]);
  expect([render(data(2, "x", 1)), render(data(2, "y", 1)), count()]).toEqual(["2-x", "2-y", 3]);
  expect([render(data(1, "x", 3)), count()]).toEqual(["1-x", 3]);
});

test("lists are the same where they are the same object", () => {
  const { render, count } = counting("{{ range .l }}{{ .x }}{{ end }}");
  const l = [{ x: 1 }];
  expect([render({ l }), render({ l, other: 1 }), count()]).toEqual(["1", "1", 1]);
  expect([render({ l: [{ x: 1 }] }), count()]).toEqual(["1", 2]);
});

test("a template that reads everything runs every time", () => {
  const { render, count } = counting("{{ len . }}");
  expect([render({ a: 1 }), render({ a: 1, b: 2 }), count()]).toEqual(["1", "2", 2]);
});

const leaf = fc.constantFrom<unknown>(1, 2, "t", "", null, true, {}, [], [1], { c: 1 }, { c: { d: "e" } }, { c: [1, { d: 2 }] });
const part = fc.oneof(leaf, fc.record({ b: leaf, c: leaf }, { requiredKeys: [] }));
const texts = [
  "{{ .a.b.c }}",
  "{{ with .a }}{{ .b }}{{ else }}{{ .x }}{{ end }}",
  "{{ range $i, $e := .a.b }}{{ $i }}{{ $e }}{{ end }}{{ $.x }}",
  "{{ if and .a (not .x) }}{{ toJson .a }}{{ end }}",
  '{{ index .a "b" | toJson }}',
  '{{ define "t" }}{{ with .c }}{{ template "t" . }}{{ end }}{{ end }}{{ template "t" .a }}',
  '{{ $d := .a | default (dict "b" .x) }}{{ $d.b }}',
  '{{ hasKey .a "b" }}{{ (get .a "b") | toJson }}',
];

test("what is remembered is what a fresh run gives", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(fc.record({ a: part, x: leaf }, { requiredKeys: [] }), { maxLength: 12 }),
      (text, datas) => {
        const { render, fresh } = counting(text);
        for (const data of datas as JsonObject[]) expect(render(data)).toEqual(fresh(data));
      },
    ),
    { numRuns: 500 },
  );
});
