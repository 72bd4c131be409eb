import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type Diagnostic, problem } from "@cstack/model";

/** The source files of a repository as text, by path from its root with `/` between the parts. Nothing else reads files. */
export interface SourceTree {
  files: Map<string, string>;
}

const sourceFolders = ["stacks", "providers", "addons"];
const sourceFile = /\.(ya?ml|ejs|md)$|\/schemas\/[^/]+\.json$|\/outputs\/[^/]+\/.*\.(json|tpl|txt)$/;
/** Whether a path below the root is one of a source file. */
export function isSourceFile(path: string): boolean {
  return sourceFile.test(path) && sourceFolders.includes(path.split("/")[0] ?? "");
}

const maxFiles = 200_000;

/**
 * Reads every source file below stacks/, providers/ and addons/ of `root`, in bytewise order of their paths.
 * Links that leave the tree and unreadable files are diagnostics; a missing folder is an empty one.
 */
export function readSourceTree(root: string): { tree: SourceTree; diagnostics: Diagnostic[] } {
  const files = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const realRoot = realpathSync(root);
  const visit = (folder: string, depth: number): void => {
    for (const name of sortedNames(join(root, folder))) {
      const path = `${folder}/${name}`;
      if (name.startsWith(".") || name === "node_modules" || name === "dist") continue;
      const full = join(root, path);
      if (lstatSync(full).isSymbolicLink() && !staysInside(full, realRoot)) {
        diagnostics.push(problem("CS1008", { file: path }, "The symbolic link leads out of the tree."));
        continue;
      }
      const stat = statSync(full);
      if (stat.isDirectory() && depth < 8) visit(path, depth + 1);
      else if (stat.isFile() && sourceFile.test(path) && files.size < maxFiles) files.set(path, readFileSync(full, "utf8"));
    }
  };
  for (const folder of sourceFolders) visit(folder, 0);
  return { tree: { files }, diagnostics };
}

function sortedNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function staysInside(path: string, realRoot: string): boolean {
  try {
    const target = relative(realRoot, realpathSync(path));
    return target !== "" && !target.startsWith(`..${sep}`) && target !== "..";
  } catch {
    return false;
  }
}
