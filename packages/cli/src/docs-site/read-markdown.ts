import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Folders of a checkout whose pages people read. */
const folders = ["docs", "providers", "addons"] as const;

/** Texts of the Markdown files of a checkout by path: those at its root, and all below its folders for readers. */
export function readMarkdown(root: string): Map<string, string> {
  const atRoot = readdirSync(root).filter((name) => name.endsWith(".md"));
  const below = folders.flatMap((folder) => (existsSync(join(root, folder)) ? markdownBelow(root, folder) : []));
  return new Map([...atRoot, ...below].sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

function markdownBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}
