import { expect, test } from "vitest";
import { templateCalls } from "./template-calls.ts";

test("arguments are data, constants or results of other calls", () => {
  expect(templateCalls('{{ if eq .lb "octavia" }}{{ gt (int .n) 2 }}{{ end }}')).toEqual([
    {
      function: "eq",
      operands: [
        { kind: "data", path: ["lb"] },
        { kind: "text", text: "octavia" },
      ],
    },
    {
      function: "gt",
      operands: [
        { kind: "call", function: "int" },
        { kind: "integer", value: 2 },
      ],
    },
    { function: "int", operands: [{ kind: "data", path: ["n"] }] },
  ]);
});

test("what a pipeline hands over is the last argument", () => {
  expect(templateCalls("{{ .n | eq 3.0 }}")).toEqual([
    {
      function: "eq",
      operands: [
        { kind: "float", value: 3 },
        { kind: "data", path: ["n"] },
      ],
    },
  ]);
});

test("the dot is followed through loops, also behind characters of several bytes", () => {
  expect(templateCalls("{{ range .list }}ä{{ eq .size 1 }}{{ end }}")).toEqual([
    {
      function: "eq",
      operands: [
        { kind: "data", path: ["list", "*", "size"] },
        { kind: "integer", value: 1 },
      ],
    },
  ]);
});
