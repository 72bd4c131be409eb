import { headingAnchors } from "../../packages/cli/src/docs-site/heading-anchor.ts";

/** Targets of the links and pictures of a page, without those in code. */
export function links(markdown: string): string[] {
  const text = withoutCode(markdown);
  return [...text.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target!);
}

/** Names that headings of a page can be linked by. */
export function anchorsOf(markdown: string): Set<string> {
  const titles = markdown.replaceAll(/^```[\s\S]*?^```/gm, "").matchAll(/^#+ (.+)$/gm);
  const anchor = headingAnchors();
  return new Set([...titles].map(([, title = ""]) => anchor(title)));
}

function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^```[\s\S]*?^```/gm, "").replaceAll(/`[^`\n]*`/g, "");
}
