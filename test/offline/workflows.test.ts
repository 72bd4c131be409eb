import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../support/repository.ts";
import { findTool, skipped } from "../support/tools.ts";

/** GitHub's workflows: what they may do, and that everything foreign in them is pinned. */

interface Job {
  permissions?: Record<string, string>;
  steps: { uses?: string }[];
}
interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const folder = join(root, ".github/workflows");
const files = readdirSync(folder).sort();
const workflows = new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));

const actionlint = findTool("actionlint");
if (actionlint === undefined)
  skipped("workflows", "actionlint is missing", "go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12");

test.skipIf(actionlint === undefined)("workflows are what actionlint calls right", () => {
  const { status, stdout } = spawnSync(actionlint!, files, { cwd: folder, encoding: "utf8" });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});

describe.each([...workflows])("%s", (_file, text) => {
  const { permissions, jobs } = parse(text) as Workflow;

  test("pins every action by a commit, and says which tag that is", () => {
    const uses = text.match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("may read by itself, and a job says what else it needs", () => {
    expect(permissions).toEqual({ contents: "read" });
    const writing = Object.entries(jobs).filter(([, job]) => job.permissions !== undefined);
    for (const [name, { permissions: own = {} }] of writing)
      expect([name, Object.values(own)]).toEqual([name, Object.values(own).map(() => "write")]);
  });
});

test("an action has one version in all workflows", () => {
  const pins = new Set([...workflows.values()].flatMap((text) => text.match(/(?<=uses: ).*/g) ?? []));
  const names = [...pins].map((pin) => pin.split("@")[0]);
  expect(names.length).toBe(new Set(names).size);
});
