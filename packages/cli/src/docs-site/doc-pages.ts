import { posix } from "node:path";
import { Marked, type Tokens } from "marked";
import { firstPage, htmlPath, linkTarget } from "./doc-links.ts";
import { headingAnchors } from "./heading-anchor.ts";
import { pageFrame, styleSheet } from "./page-frame.ts";

/**
 * The documentation as static HTML, by path: every page that can be reached from docs/README.md, and a style sheet. `sources` are the texts of Markdown files by their
 * path in the repository. Links between pages lead to pages, those to other files of the repository become plain text. Pure.
 */
export function docPages(sources: ReadonlyMap<string, string>): Map<string, string> {
  const reached = reachedPages(sources);
  const pages = [...reached].map((page): [string, string] => [htmlPath(page), pageOf(page, sources.get(page)!, reached)]);
  return new Map([["docs/style.css", styleSheet], ...pages]);
}

function reachedPages(sources: ReadonlyMap<string, string>): ReadonlySet<string> {
  const reached = new Set(sources.has(firstPage) ? [firstPage] : []);
  const marked = new Marked();
  for (const page of reached) {
    marked.walkTokens(marked.lexer(sources.get(page)!), (token) => {
      const { path } = token.type === "link" ? linkTarget(page, (token as Tokens.Link).href) : {};
      if (path !== undefined && sources.has(path)) reached.add(path);
    });
  }
  return reached;
}

function pageOf(page: string, text: string, reached: ReadonlySet<string>): string {
  const anchor = headingAnchors();
  const marked = new Marked({ gfm: true });
  let title = page;
  marked.use({
    renderer: {
      heading({ tokens, depth, text: source }) {
        if (depth === 1) title = source;
        return `<h${depth} id="${anchor(source)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const address = addressOn(page, href, reached);
        return address === undefined ? words : `<a href="${escapeAttribute(address)}">${words}</a>`;
      },
      // Only notices of generated pages are HTML in our Markdown; nothing of it is meant for readers.
      html: () => "",
    },
  });
  const body = accessible(marked.parse(text, { async: false }));
  return pageFrame({ title, body, root: posix.relative(posix.dirname(htmlPath(page)), ".") || "." });
}

/** What scrolls by itself can be reached by the keyboard, and an empty head of a column is no head. Text of the page cannot be taken for these tags: it is escaped. */
function accessible(html: string): string {
  return html.replaceAll(/<(pre|table)>/g, '<$1 tabindex="0">').replaceAll(/<th( [^>]*)?><\/th>/g, "<td></td>");
}

/** The address of a link on the HTML page; undefined where it leads to a file that is no page. */
function addressOn(page: string, href: string, reached: ReadonlySet<string>): string | undefined {
  const { path, anchor } = linkTarget(page, href);
  if (path === undefined) return href;
  if (!reached.has(path)) return undefined;
  return path === page ? anchor : `${posix.relative(posix.dirname(htmlPath(page)), htmlPath(path))}${anchor}`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
