import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findProgram } from "./find-program.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-find-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function programIn(...names: string[]): string {
  const path = join(folder, ...names);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, "");
  chmodSync(path, 0o755);
  return path;
}

describe("a program", () => {
  it("is taken from a folder of CSTACK_TOOLS before the path", () => {
    const own = programIn("b", "etcd");
    programIn("path", "etcd");
    const environment = { CSTACK_TOOLS: [join(folder, "a"), join(folder, "b")].join(delimiter), PATH: join(folder, "path") };
    expect(findProgram("etcd", environment)).toBe(own);
  });

  it("is taken from what npm run tools built where it is nowhere else", () => {
    const built = programIn("cache", "cstack", "tools", "etcd");
    expect(findProgram("etcd", { PATH: "", XDG_CACHE_HOME: join(folder, "cache") })).toBe(built);
  });

  it("is not found where a file of its name cannot be run", () => {
    writeFileSync(join(folder, "etcd"), "");
    expect(findProgram("etcd", { PATH: folder, XDG_CACHE_HOME: folder })).toBeUndefined();
  });
});
