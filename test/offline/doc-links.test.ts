import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { headingAnchors, links } from "../support/markdown-links.ts";
import { root } from "../support/repository.ts";
import { markdownFiles } from "../support/tracked-files.ts";

/** Links between pages and into the checkout; addresses of other places are not asked for. */

const texts = new Map(markdownFiles().map((path) => [path, readFileSync(join(root, path), "utf8")]));

function faultOf(page: string, target: string): string | undefined {
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? page : normalize(join(dirname(page), decodeURIComponent(file)));
  if (!existsSync(join(root, path))) return `${target}: there is no ${path}`;
  const text = texts.get(path);
  if (anchor === undefined || text === undefined) return undefined;
  return headingAnchors(text).has(anchor) ? undefined : `${target}: ${path} has no heading for it`;
}

describe("links", () => {
  test.each([...texts.keys()])("of %s lead somewhere", (page) => {
    const local = links(texts.get(page)!).filter((target) => !/^[a-z]+:/.test(target));
    expect(local.map((target) => faultOf(page, target)).filter((fault) => fault !== undefined)).toEqual([]);
  });

  test("to a page, a folder or a heading that is not there are found", () => {
    expect(faultOf("docs/README.md", "nowhere.md")).toBe("nowhere.md: there is no docs/nowhere.md");
    expect(faultOf("docs/README.md", "../CONTRIBUTING.md#house-rules")).toBeUndefined();
    expect(faultOf("docs/README.md", "../CONTRIBUTING.md#no-rules")).toBe(
      "../CONTRIBUTING.md#no-rules: CONTRIBUTING.md has no heading for it",
    );
  });
});

test("every page of docs/ is reached from docs/README.md", () => {
  const reached = new Set(["docs/README.md"]);
  for (const page of reached) {
    for (const target of links(texts.get(page) ?? "")) {
      const path = normalize(join(dirname(page), target.split("#")[0]!));
      if (path.startsWith("docs/") && texts.has(path)) reached.add(path);
    }
  }
  expect([...texts.keys()].filter((path) => path.startsWith("docs/") && !reached.has(path))).toEqual([]);
});
