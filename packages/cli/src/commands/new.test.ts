import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newCommand } from "./new.ts";

let root = "";
let printed = { out: "", err: "" };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "new-"));
  mkdirSync(join(root, "providers"));
  mkdirSync(join(root, "stacks/tiny"), { recursive: true });
  writeFileSync(
    join(root, "stacks/tiny/stack.yaml"),
    'id: tiny\ntitle: Tiny stack\nkubernetes: ["1.36"]\nproviders:\n  metal: {addons: []}\n  cloud: {addons: []}\n',
  );
  printed = { out: "", err: "" };
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    printed.err += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<void> {
  await newCommand().parseAsync([...args, "--root", root], { from: "user" });
}

test("prints what was created and changed, and what is left to fill in", async () => {
  await run("addon", "spare", "--stack", "tiny", "--provider", "metal");
  expect(printed.out).toMatch(/^created {2}addons\/spare\/addon\.yaml\n/);
  expect(printed.out).toContain("changed  stacks/tiny/stack.yaml\n\nTo fill in:\n  addons/spare/addon.yaml\n");
  expect(existsSync(join(root, "addons/spare/values.yaml.ejs"))).toBe(true);
});

test("a dry run prints the same as data and writes nothing", async () => {
  await run("addon", "spare", "--stack", "tiny", "--dry-run", "-o", "json");
  expect(JSON.parse(printed.out)).toMatchObject({
    dryRun: true,
    created: ["addons/spare/addon.yaml", "addons/spare/versions.yaml", "addons/spare/values.yaml.ejs", "addons/spare/README.md"],
    changed: ["stacks/tiny/stack.yaml"],
  });
  expect(existsSync(join(root, "addons"))).toBe(false);
});

test("what the command line says about the chart is not to be filled in", async () => {
  await run("addon", "spare", "--chart", "spare", "--repository", "https://charts.example.com", "--chart-version", "1.2.3", "-o", "json");
  expect(printed.out).toContain("The source of the version");
  expect(printed.out).not.toContain("The chart's name");
});

test("a refused name is wrong usage, with its code and repair on stderr", async () => {
  await expect(run("stack", "my-stack", "--provider", "metal")).rejects.toMatchObject({ exitCode: 2, message: "Nothing was written." });
  expect(printed.out).toBe("");
  expect(printed.err).toContain('error CS1302: The stack name "my-stack" has the wrong form.\n  repair: Use lower case letters and digits');
});

test("a folder that holds no source is in the way too", async () => {
  mkdirSync(join(root, "addons/spare/addon.yaml"), { recursive: true });
  await expect(run("addon", "spare")).rejects.toMatchObject({ exitCode: 2 });
  expect(printed.err).toContain("addons/spare/addon.yaml: error CS1301: The file exists; nothing was written.");
});
