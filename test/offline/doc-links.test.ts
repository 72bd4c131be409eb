import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { docPages } from "../../packages/cli/src/docs-site/doc-pages.ts";
import { anchorsOf, links } from "../support/markdown-links.ts";
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
  return anchorsOf(text).has(anchor) ? undefined : `${target}: ${path} has no heading for it`;
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

test("as HTML, all pages link to pages and headings that there are", () => {
  const pages = docPages(texts);
  const ids = (html: string) => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!));
  const targets = [...pages].flatMap(([page, html]) =>
    [...html.matchAll(/ href="([^":]+)"/g)].map(([, href = ""]) => {
      const [file = "", anchor] = href.split("#");
      return { page, path: file === "" ? page : normalize(join(dirname(page), file)), anchor };
    }),
  );
  expect(pages.size).toBeGreaterThan(30);
  expect(targets.filter(({ path }) => path !== "index.html" && !pages.has(path))).toEqual([]);
  expect(targets.filter(({ path, anchor }) => anchor !== undefined && !ids(pages.get(path) ?? "").has(anchor))).toEqual([]);
});
