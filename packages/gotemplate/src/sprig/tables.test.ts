import { describe, expect, it } from "vitest";
import { renderTemplate } from "../index.ts";
import type { FunctionTable } from "../values.ts";
import { hermeticFunctions, nonDeterministicNames, operatorFunctions } from "./index.ts";

function render(template: string, functions: FunctionTable = hermeticFunctions, data = {}): string {
  return renderTemplate("tpl", template, data, { functions });
}

describe("the function tables", () => {
  it("have the functions of sprig's HermeticTxtFuncMap and of slim-sprig's TxtFuncMap", () => {
    expect([hermeticFunctions.size, operatorFunctions.size]).toEqual([194, 166]);
  });

  it("lack what the other one has alone", () => {
    expect(() => render("{{ now }}")).toThrow('function "now" not defined');
    expect(() => render("{{ semver `1` }}", operatorFunctions)).toThrow('function "semver" not defined');
  });

  it("differ in how they make numbers of texts", () => {
    const template = '{{ int "0x1F" }} {{ int "2.9" }}';
    expect([render(template), render(template, operatorFunctions)]).toEqual(["31 2", "0 0"]);
  });
});

describe("functions that are not deterministic", () => {
  it("refuse to answer, and say so by a code", () => {
    expect(() => render('{{ genPrivateKey "rsa" }}')).toThrow(
      expect.objectContaining({ code: "unsupported", message: expect.stringContaining("genPrivateKey is not deterministic") }),
    );
    expect(() => render('{{ env "HOME" }}', operatorFunctions)).toThrow(expect.objectContaining({ code: "unsupported" }));
  });

  it("do not hinder a template that does not reach them", () => {
    expect(render('{{ if false }}{{ bcrypt "x" }}{{ end }}ok')).toBe("ok");
  });

  it("are listed", () => {
    expect(nonDeterministicNames).toContain("htpasswd");
    expect(nonDeterministicNames).not.toContain("upper");
  });

  it("include dates of now, but not dates that are given", () => {
    expect(() => render('{{ date "2006" "now" }}', operatorFunctions)).toThrow("not deterministic");
    expect(render('{{ date "2006" 0 }}', operatorFunctions)).toBe("1970");
  });
});

describe("functions that change a map", () => {
  it("change the one they are given, and never the caller's data", () => {
    const data = { m: { a: 1 } };
    expect(render('{{ $_ := set .m "b" 2 }}{{ .m }}{{ $_ := merge .m (dict "c" 3) }}{{ .m.c }}', hermeticFunctions, data)).toBe(
      "map[a:1 b:2]3",
    );
    expect(data).toEqual({ m: { a: 1 } });
  });
});

/** A list of two lists of two lists and so on: 2^40 items of few bytes. */
const doubled = `{{ $a := list 1 }}{{ $b := list 1 }}${"{{ $a = list $a $a }}{{ $b = list $b $b }}".repeat(40)}`;

describe("functions that make much of little", () => {
  it.each([
    '{{ repeat 1000000000 "x" }}',
    '{{ indent 1000000000 "x" }}',
    '{{ replace "a" (repeat 1000000 "b") (repeat 1000000 "a") }}',
    '{{ join (repeat 1000000 "x") (until 100000) }}',
    '{{ regexReplaceAll "a" (repeat 1000000 "a") (repeat 1000000 "b") }}',
    '{{ wrapWith 1 (repeat 1000000 "b") (repeat 100000 "a") }}',
    "{{ until 1000000000 }}",
    "{{ seq 1000000000 }}",
    `{{ $a := list 1 }}${"{{ $a = concat $a $a }}".repeat(40)}`,
    `${doubled}{{ toJson $a }}`,
    `${doubled}{{ deepCopy $a | len }}`,
    `${doubled}{{ deepEqual $a $b }}`,
    `${doubled}{{ has $a (list $b) }}`,
  ])("are stopped: %s", (template) => {
    expect(() => render(template)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^(output|iteration)-limit$/) }));
  });
});
