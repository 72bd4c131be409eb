import { unitContent } from "@cstack/bundle";
import { listUnits, parseRepository, type Repository, readSourceTree, renderUnit, resolveUnit } from "@cstack/generator";
import { type CurrentUnit, versionToken } from "@cstack/release";
import { ejs, root } from "./repository.ts";

/** Edits of source files by path; `undefined` takes a file away. */
export type Edits = Readonly<Record<string, ((text: string) => string) | undefined>>;

const { tree } = readSourceTree(root);

/** Files that an edit leaves alone are parsed once. */
const parsed = new Map<string, unknown>();
const cache = {
  find: (schema: string, text: string) => parsed.get(`${schema} ${text}`),
  keep: (schema: string, text: string, value: unknown) => void parsed.set(`${schema} ${text}`, value),
};

/** The sources of this checkout with edits. An edit that changes nothing is a mistake of the test. */
export function editedSources(edits: Edits): Repository {
  const files = new Map(tree.files);
  for (const [path, edit] of Object.entries(edits)) {
    const text = files.get(path) ?? "";
    const edited = edit?.(text);
    if (edited === text) throw new Error(`the edit of ${path} changes nothing`);
    if (edited === undefined) files.delete(path);
    else files.set(path, edited);
  }
  const { repository, diagnostics } = parseRepository({ files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))) }, cache);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return repository;
}

/** Units of edited sources, rendered as the release commands do. */
export function currentUnits(repository: Repository, wanted: (id: string) => boolean): CurrentUnit[] {
  return listUnits(repository)
    .filter(({ id }) => wanted(id))
    .map((key) => {
      const { unit, diagnostics } = resolveUnit(repository, key);
      if (unit === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
      const { rendered, diagnostics: findings } = renderUnit(unit, { version: versionToken, ejs });
      if (rendered === undefined) throw new Error(findings.map(({ message }) => message).join("\n"));
      return { stack: key.stack, rendered, contentHash: unitContent(rendered).hash };
    });
}
