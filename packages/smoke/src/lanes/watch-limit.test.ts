import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchProblem } from "./watch-limit.ts";

let settings = "";
beforeEach(() => {
  settings = mkdtempSync(join(tmpdir(), "cstack-kernel-"));
});
afterEach(() => rmSync(settings, { recursive: true, force: true }));

function setLimit(limit: number): void {
  mkdirSync(join(settings, "fs", "inotify"), { recursive: true });
  writeFileSync(join(settings, "fs", "inotify", "max_user_instances"), `${limit}\n`);
}

describe("a kernel's limit of file watches", () => {
  const usual = 128;

  it("suffices for one machine of each kind", () => {
    setLimit(usual);
    expect(watchProblem({ controlPlane: 1, workers: 1 }, settings)).toBeUndefined();
  });

  it("has to be raised for more, and the problem says how", () => {
    setLimit(usual);
    const problem = "fs.inotify.max_user_instances is 128, and 3 + 2 machines need about 193: sysctl -w fs.inotify.max_user_instances=1024";
    expect(watchProblem({ controlPlane: 3, workers: 2 }, settings)).toBe(problem);
    expect(watchProblem(undefined, settings)).toBe(problem);
    setLimit(1024);
    expect(watchProblem(undefined, settings)).toBeUndefined();
  });

  it("is not known where there is no such kernel", () => {
    expect(watchProblem(undefined, settings)).toBeUndefined();
  });
});
