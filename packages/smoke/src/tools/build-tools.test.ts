import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildTools } from "./build-tools.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-build-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A `go` that knows one module, and builds files that hold the go.mod they were built with. */
function fakeGo(): string {
  const source = join(folder, "source");
  mkdirSync(source);
  writeFileSync(join(source, "go.mod"), "module a.b/c\ngo 1.26\n");
  const path = join(folder, "go");
  const script = `const fs = require("node:fs"); const args = process.argv.slice(2);
    if (args[0] === "mod") process.stdout.write(JSON.stringify({ Dir: ${JSON.stringify(source)} }));
    else fs.copyFileSync("go.mod", args[args.indexOf("-o") + 1]);`;
  writeFileSync(path, `#!${process.execPath}\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe("tools", () => {
  const one = { program: "one", module: "a.b/c", version: "v1.0.0", package: "." };
  const two = { program: "two", module: "a.b/c", version: "v1.0.0", package: "cmd/two" };

  it("are built once, and again when their version changes", async () => {
    const options = { go: fakeGo(), folder: join(folder, "tools") };
    expect(await buildTools([one, two], options)).toEqual(["one", "two"]);
    expect(readFileSync(join(folder, "tools", "one"), "utf8")).toContain("require a.b/c v1.0.0");
    expect(await buildTools([one, two], options)).toEqual([]);
    expect(await buildTools([{ ...one, version: "v1.1.0" }, two], options)).toEqual(["one"]);
    expect(JSON.parse(readFileSync(join(folder, "tools", "versions.json"), "utf8"))).toEqual({ one: "a.b/c@v1.1.0", two: "a.b/c@v1.0.0" });
  });

  it("that do not build leave nothing behind", async () => {
    const go = fakeGo();
    writeFileSync(go, `#!${process.execPath}\nprocess.stderr.write("undefined: x"); process.exit(1);\n`);
    await expect(buildTools([one], { go, folder: join(folder, "tools") })).rejects.toThrow("undefined: x");
    expect(existsSync(join(folder, "tools", "one"))).toBe(false);
  });
});
