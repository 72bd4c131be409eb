import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listUnits, parseRepository, planMinor, type Repository, readSourceTree, type ScaffoldPlan, type Unit } from "@cstack/generator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { performScaffold } from "../../packages/cli/src/commands/new/perform.ts";
import { judgeClass } from "../../packages/cli/src/judge.ts";
import { copySources, parsedSources } from "../support/checkout-copy.ts";
import { allUnits, bundleOf } from "../support/repository.ts";

/** The whole way of a Kubernetes minor, in a copy of this repository: `cstack new minor`, what a person fills in, and the bundles of all its units. */

const marker = "fill in: ";
const kinds = [...new Set(allUnits().map(kindOf))];
let copy = "";
let plan: ScaffoldPlan;
let minor = "";
let before = new Map<string, string>();

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "cstack-new-minor-"));
  copySources(copy);
  before = textsOf(copy);
  const sources = repository();
  const newest = Math.max(...listUnits(sources).map((unit) => Number(unit.minor.split(".")[1])));
  minor = `1.${newest + 1}`;
  const { value, diagnostics } = planMinor(sources, { minor });
  expect(diagnostics).toEqual([]);
  plan = value!;
  expect(performScaffold(copy, plan, { dryRun: false })).toEqual([]);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function kindOf({ stack, provider }: Unit): string {
  return `${provider.data.id} in ${stack.data.id}`;
}

function repository(): Repository {
  const { repository: sources, diagnostics } = parseRepository(readSourceTree(copy).tree, parsedSources);
  expect(diagnostics).toEqual([]);
  return sources;
}

function textsOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.includes("/.cstack/"));
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

/** Every row that the scaffold marked gets a source, as a person would write one after looking the facts up. */
function fillIn(): void {
  for (const path of plan.edits.keys()) {
    const text = readFileSync(join(copy, path), "utf8");
    writeFileSync(join(copy, path), text.replaceAll(new RegExp(`${marker}copied from [^"\n}]*`, "g"), `release notes of ${minor}`));
  }
}

describe("a new minor", () => {
  it("changes facts and stacks only: no program, no feature, no template", () => {
    const after = textsOf(copy);
    const changed = [...after.keys()].filter((path) => after.get(path) !== before.get(path));
    expect([...changed].sort()).toEqual([...plan.edits.keys()].sort());
    expect(changed.filter((path) => !/^(stacks\/[^/]+\/stack|(providers|addons)\/[^/]+\/versions)\.yaml$/.test(path))).toEqual([]);
  });

  it("has rows in every file of facts that has others by minor, and says by file what a person fills in", () => {
    const marked = [...textsOf(copy)].filter(([, text]) => text.includes(`nobody has looked it up for ${minor}`)).map(([path]) => path);
    const files = plan.notes.map(({ file }) => file);
    for (const path of marked) expect(files, path).toContain(path);
    for (const path of plan.edits.keys()) if (!path.startsWith("stacks/")) expect(files, path).toContain(path);
    const withRows = [...before].filter(
      ([path, text]) => path.endsWith("/versions.yaml") && /^(kubernetes|nodeImages|versions):/m.test(text),
    );
    expect([...plan.edits.keys()]).toEqual(expect.arrayContaining(withRows.map(([path]) => path)));
  });

  describe("whose rows are filled in", () => {
    let units: Unit[] = [];
    beforeAll(() => {
      fillIn();
      units = allUnits(repository()).filter((unit) => unit.minor === minor);
    });

    it("has no marked row left, and a unit of every stack and provider", () => {
      expect([...textsOf(copy).values()].filter((text) => text.includes(marker))).toEqual([]);
      expect(units.map(kindOf)).toEqual(kinds);
    });

    // Judging a class for all Clusters takes seconds.
    it.each(kinds)("builds the unit of %s without a finding", { timeout: 120_000 }, (kind) => {
      const unit = units.find((candidate) => kindOf(candidate) === kind)!;
      const { files, release, rendered } = bundleOf(unit, { validate: judgeClass });
      expect(release).toBe(`${unit.id}-v1`);
      expect(String(files.get("metadata.yaml"))).toContain(`kubernetes: v${minor}.0`);
      expect(JSON.stringify(rendered.sample)).toContain(`v${minor}.0`);
    });
  });
});
