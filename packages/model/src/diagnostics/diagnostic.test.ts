import { describe, expect, it } from "vitest";
import { catalogue } from "./catalogue.ts";
import { formatDiagnostic, problem, sortDiagnostics, warning } from "./diagnostic.ts";

describe("diagnostics", () => {
  it("are sorted by place, whatever the order they were found in", () => {
    const late = problem("CS1101", { file: "b.yaml", line: 1 }, "b");
    const early = problem("CS1102", { file: "a.yaml", line: 9 }, "a");
    expect(sortDiagnostics([late, early])).toEqual([early, late]);
  });

  it("begin with what is an error: it says why a command failed", () => {
    const error = problem("CS1101", { file: "b.yaml" }, "b");
    const note = warning("CS1102", { file: "a.yaml" }, "a");
    expect(sortDiagnostics([note, error])).toEqual([error, note]);
  });

  it("say what, where, and how to repair", () => {
    expect(formatDiagnostic(problem("CS1101", { file: "a.yaml", line: 2, column: 3 }, 'Unknown key "x".'))).toBe(
      'a.yaml:2:3: error CS1101: Unknown key "x".\n  repair: Use one of the listed keys.',
    );
  });

  it("have a title, a cause and a repair for every code", () => {
    for (const [code, entry] of Object.entries(catalogue)) {
      expect(code).toMatch(/^CS\d{4}$/);
      for (const text of Object.values(entry)) expect(text.length, code).toBeGreaterThan(5);
    }
  });
});
