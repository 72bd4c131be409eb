import { expect, test } from "vitest";
import { docPages } from "./doc-pages.ts";

const pages = docPages(
  new Map([
    [
      "docs/README.md",
      "# Docs\n\n[Guide](guides/one.md#two-words), [house rules](../CONTRIBUTING.md), [code](../packages/x.ts), [far](https://example.com/a?b=1&c=2)\n",
    ],
    [
      "docs/guides/one.md",
      "<!-- Generated. -->\n\n# A `guide`\n\n## Two words\n\n## Two words\n\n[back](../README.md) and [down](#two-words-1)\n",
    ],
    ["CONTRIBUTING.md", '# Contributing\n\n```sh\necho "<a>"\n```\n'],
    ["docs/orphan.md", "# Nobody links here\n"],
  ]),
);

test("pages that can be reached become HTML, in docs/", () => {
  expect([...pages.keys()]).toEqual(["docs/style.css", "docs/index.html", "docs/guides/one.html", "docs/CONTRIBUTING.html"]);
});

test("links lead to pages, those to other files are text, and those to other places stay", () => {
  const index = pages.get("docs/index.html")!;
  expect(index).toContain('<a href="guides/one.html#two-words">Guide</a>');
  expect(index).toContain('<a href="CONTRIBUTING.html">house rules</a>, code,');
  expect(index).toContain('<a href="https://example.com/a?b=1&amp;c=2">far</a>');
  const guide = pages.get("docs/guides/one.html")!;
  expect(guide).toContain('<a href="../index.html">back</a>');
  expect(guide).toContain('<a href="#two-words-1">down</a>');
  expect(guide).toContain('<link rel="stylesheet" href="../../docs/style.css">');
});

test("headings have the names that links use, once each, and code is text", () => {
  const guide = pages.get("docs/guides/one.html")!;
  expect(guide).toContain('<h2 id="two-words">Two words</h2>');
  expect(guide).toContain('<h2 id="two-words-1">Two words</h2>');
  expect(guide).toContain("<title>A guide - Cluster stacks</title>");
  expect(guide).not.toContain("Generated.");
  expect(pages.get("docs/CONTRIBUTING.html")).toContain("echo &quot;&lt;a&gt;&quot;");
  expect(pages.get("docs/CONTRIBUTING.html")).toContain('<pre tabindex="0">');
});
