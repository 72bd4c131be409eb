import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readYaml } from "./read-yaml.ts";

const codes = (text: string): string[] => readYaml("f.yaml", text).diagnostics.map(({ code }) => code);

describe("a source file", () => {
  it("is one document as plain data that knows its places", () => {
    const { document, diagnostics } = readYaml("f.yaml", "a:\n  - x: 1\n  - y: 2\n");
    expect(diagnostics).toEqual([]);
    expect(document?.value).toEqual({ a: [{ x: 1 }, { y: 2 }] });
    expect(document?.place(["a", 1, "y"])).toEqual({ file: "f.yaml", line: 3, column: 5 });
    expect(document?.place(["a", 7])).toEqual({ file: "f.yaml", line: 1, column: 1 });
  });

  it.each([
    ["broken syntax", "a: [1, 2\nb: 3", "CS1001"],
    ["a key that is no text", "1: a", "CS1001"],
    ["a key that stands twice", "a: 1\na: 2", "CS1002"],
    ["an anchor", "a: &x 1", "CS1003"],
    ["an alias", "a: &x 1\nb: *x", "CS1003"],
    ["a tag", "a: !!binary aGk=", "CS1003"],
    ["a key that reaches into the program", '"__proto__": {polluted: true}', "CS1004"],
    ["an enormous file", `a: ${"x".repeat(1024 * 1024)}`, "CS1005"],
    ["deep flow nesting", `a: ${"[".repeat(5000)}${"]".repeat(5000)}`, "CS1005"],
    ["deep block nesting", Array.from({ length: 200 }, (_, depth) => `${"  ".repeat(depth)}k:`).join("\n"), "CS1005"],
    ["two documents", "a: 1\n---\nb: 2", "CS1006"],
    ["nothing", "", "CS1006"],
    ["only a comment", "# nothing", "CS1006"],
  ])("with %s is refused", (_what, text, code) => {
    expect(codes(text)).toContain(code);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("that is a YAML bomb is refused at once", () => {
    const levels = Array.from({ length: 30 }, (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(9)}*l${index}]`);
    const started = performance.now();
    expect(codes(["l0: &l0 lol", ...levels].join("\n"))).toContain("CS1003");
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("never makes the reader throw, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => readYaml("f.yaml", text).diagnostics !== undefined),
      { numRuns: 2000 },
    );
    const yamlish = fc.string({ unit: fc.constantFrom(..."abc:-[]{}&*!|>'\"%@#,? \n\t~<="), maxLength: 60 });
    fc.assert(
      fc.property(yamlish, (text) => readYaml("f.yaml", text).diagnostics !== undefined),
      { numRuns: 5000 },
    );
  });
});
