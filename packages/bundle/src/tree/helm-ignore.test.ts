import { describe, expect, test } from "vitest";
import { applyHelmIgnore } from "./helm-ignore.ts";

const PATHS = ["Chart.yaml", "README.md", "docs/README.md", "docs/a/b.txt", "templates/a.yaml", "templates/.hidden", "a-test.yaml", "x1"];

function keptBy(rules: string): string[] | undefined {
  const files = new Map(PATHS.map((path) => [path, Buffer.from("")]));
  const { value } = applyHelmIgnore(files.set(".helmignore", Buffer.from(rules)), ".helmignore");
  return value && [...value.keys()].filter((path) => path !== ".helmignore");
}

/** What is left of PATHS without these. */
function without(...ignored: string[]): string[] {
  return PATHS.filter((path) => path !== "templates/.hidden" && !ignored.includes(path));
}

/** Checked against `helm package` v4.3.1 over the same files. */
describe("applyHelmIgnore", () => {
  test("without rules leaves out dot files of templates only", () => {
    expect(keptBy("")).toEqual(without());
  });

  test.each([
    ["# README.md\n\n", []],
    ["*.md", ["README.md", "docs/README.md"]],
    ["/README.md", ["README.md"]],
    ["docs/README.md", ["docs/README.md"]],
    ["docs/", ["docs/README.md", "docs/a/b.txt"]],
    ["docs", ["docs/README.md", "docs/a/b.txt"]],
    ["README.md/", []],
    ["docs/*", ["docs/README.md", "docs/a/b.txt"]],
    ["*/a", ["docs/a/b.txt"]],
    ["*.txt", ["docs/a/b.txt"]],
    ["?1", ["x1"]],
    ["[w-y][^0]", ["x1"]],
    ["x\\1", ["x1"]],
    ["[z-a]1", []],
    ["\uFEFFx1\n*-test.yaml ", ["x1", "a-test.yaml"]],
  ])("with %j leaves out %j", (rules, ignored) => {
    expect(keptBy(rules)).toEqual(without(...ignored));
  });

  test("with a negated rule leaves out everything else, as Helm does", () => {
    expect(keptBy("!x1")).toEqual(["x1"]);
  });

  test.each(["a/**", "[a", "a\\"])("refuses %s, which Helm refuses", (rules) => {
    expect(keptBy(rules)).toBeUndefined();
  });
});
