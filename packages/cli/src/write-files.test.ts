import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeFiles } from "./write-files.ts";

test("files are written in their order, and one that cannot be written leaves those before it complete", () => {
  const folder = mkdtempSync(join(tmpdir(), "cstack-write-"));
  try {
    mkdirSync(join(folder, "b.yaml"));
    const files = new Map([
      ["deep/a.yaml", "a\n"],
      ["b.yaml", "b\n"],
      ["c.yaml", "c\n"],
    ]);
    expect(() => writeFiles(folder, files)).toThrow();
    expect(readFileSync(join(folder, "deep/a.yaml"), "utf8")).toBe("a\n");
    expect(readdirSync(folder).filter((name) => name.endsWith(".yaml"))).toEqual(["b.yaml"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
