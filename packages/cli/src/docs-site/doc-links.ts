import { posix } from "node:path";

/** Where pages begin. */
export const firstPage = "docs/README.md";

/** Path of a page as HTML, from the root of the catalog: what is below docs/ stays there, other pages of the repository come beside. */
export function htmlPath(page: string): string {
  if (page === firstPage) return "docs/index.html";
  return `docs/${page.replace(/^docs\//, "").replace(/\.md$/, ".html")}`;
}

/** What a link of a page is about. */
export interface LinkTarget {
  /** Path in the repository; undefined for addresses of other places. */
  path: string | undefined;
  /** With `#` in front, empty where there is none. */
  anchor: string;
}

/** Reads the address of a link that stands on a page. */
export function linkTarget(page: string, href: string): LinkTarget {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return { path: undefined, anchor: "" };
  const [file = "", anchor] = href.split("#");
  const path = file === "" ? page : posix.normalize(posix.join(posix.dirname(page), decodeURIComponent(file)));
  return { path, anchor: anchor === undefined ? "" : `#${anchor}` };
}
