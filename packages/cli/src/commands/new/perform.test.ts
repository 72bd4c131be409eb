import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScaffoldPlan } from "@cstack/generator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { performScaffold } from "./perform.ts";

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "perform-"));
  writeFileSync(join(root, "stack.yaml"), "old\n");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const plan: ScaffoldPlan = {
  files: new Map([
    ["addons/spare/addon.yaml", "id: spare\n"],
    ["addons/spare/deep/README.md", "# Spare\n"],
  ]),
  edits: new Map([["stack.yaml", "new\n"]]),
  notes: [],
};

test("writes new files with their folders, and changed ones", () => {
  expect(performScaffold(root, plan, { dryRun: false })).toEqual([]);
  expect(readFileSync(join(root, "addons/spare/deep/README.md"), "utf8")).toBe("# Spare\n");
  expect(readFileSync(join(root, "stack.yaml"), "utf8")).toBe("new\n");
  expect(readdirSync(join(root, ".cstack"))).toEqual([]);
});

test("a dry run finds what is in the way and writes nothing", () => {
  expect(performScaffold(root, plan, { dryRun: true })).toEqual([]);
  expect(readdirSync(root)).toEqual(["stack.yaml"]);
  const clash = { ...plan, files: new Map([["stack.yaml", "id: spare\n"]]), edits: new Map() };
  expect(performScaffold(root, clash, { dryRun: true })).toMatchObject([{ code: "CS1301", file: "stack.yaml" }]);
});

test("one file in the way keeps all from being written", () => {
  mkdirSync(join(root, "addons/spare/deep"), { recursive: true });
  writeFileSync(join(root, "addons/spare/deep/README.md"), "mine\n");
  expect(performScaffold(root, plan, { dryRun: false })).toMatchObject([{ code: "CS1301", file: "addons/spare/deep/README.md" }]);
  expect(readFileSync(join(root, "addons/spare/deep/README.md"), "utf8")).toBe("mine\n");
  expect(existsSync(join(root, "addons/spare/addon.yaml"))).toBe(false);
  expect(readFileSync(join(root, "stack.yaml"), "utf8")).toBe("old\n");
});

test("a failure half-way takes everything back: files, folders and changed texts", () => {
  const belowAFile = new Map([...plan.files, ["addons/spare/addon.yaml/below.yaml", "id: spare\n"]]);
  expect(() => performScaffold(root, { ...plan, files: belowAFile }, { dryRun: false })).toThrow("ENOTDIR");
  expect(readdirSync(root).sort()).toEqual([".cstack", "stack.yaml"]);
  expect(readdirSync(join(root, ".cstack"))).toEqual([]);
  expect(readFileSync(join(root, "stack.yaml"), "utf8")).toBe("old\n");
});
