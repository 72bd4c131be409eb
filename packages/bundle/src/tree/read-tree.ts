import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type Diagnostic, problem, type Result } from "@cstack/model";
import { compareBytes } from "../archive/index.ts";
import type { Tree } from "./tree.ts";

export interface ReadTreeOptions {
  /** A directory to leave out when it lies inside the tree: the output of an earlier run must not enter the hash of the next. */
  readonly except?: string;
}

interface Walk {
  readonly root: string;
  readonly except: string | undefined;
  readonly files: Map<string, Uint8Array>;
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads a cluster stack's directory into memory. Dot files count, as they do for csctl; links inside the tree are followed,
 * links that leave it, broken links and special files are errors (CS1008, CS5112), and so is a missing directory (CS5101).
 * @throws the file system's errors for what may not be read
 */
export async function readTree(directory: string, options: ReadTreeOptions = {}): Promise<Result<Tree>> {
  const root = await realpath(directory).catch(() => undefined);
  if (root === undefined || !(await stat(root)).isDirectory()) {
    return { diagnostics: [problem("CS5101", { file: directory }, "There is no such directory.", "Give the path of a cluster stack.")] };
  }
  const except = options.except === undefined ? undefined : await realpath(options.except).catch(() => undefined);
  const walk: Walk = { root, except: except === root ? undefined : except, files: new Map(), diagnostics: [] };
  await readDirectory(walk, root, "", [root]);
  if (walk.diagnostics.length > 0) return { diagnostics: walk.diagnostics };
  return { value: { files: walk.files }, diagnostics: [] };
}

/** `ancestors` are the real paths of the directories above, so that a link to one of them is found before it is followed for ever. */
async function readDirectory(walk: Walk, directory: string, prefix: string, ancestors: readonly string[]): Promise<void> {
  const names = await readdir(directory);
  for (const name of names.sort(compareBytes)) {
    await readEntry(walk, join(directory, name), prefix === "" ? name : `${prefix}/${name}`, ancestors);
  }
}

async function readEntry(walk: Walk, file: string, path: string, ancestors: readonly string[]): Promise<void> {
  if (path.includes("\n")) return refuse(walk, path, "The name contains a newline, which cannot be hashed.");
  const isLink = (await lstat(file)).isSymbolicLink();
  const target = isLink ? await realpath(file).catch(() => undefined) : file;
  if (target === undefined) return refuse(walk, path, "The link points to nothing.");
  if (isLink && !isInside(walk.root, target)) {
    walk.diagnostics.push(problem("CS1008", { file: path }, "The link points outside the tree."));
    return;
  }
  const status = await stat(target);
  if (status.isFile()) walk.files.set(path, await readFile(target));
  else if (!status.isDirectory()) refuse(walk, path, "It is neither a file nor a directory.");
  else if (isLink && ancestors.includes(target)) refuse(walk, path, "The link points to a directory it stands in.");
  else if (target !== walk.except) await readDirectory(walk, target, path, [...ancestors, target]);
}

function refuse(walk: Walk, path: string, message: string): void {
  walk.diagnostics.push(problem("CS5112", { file: path }, message));
}

function isInside(root: string, target: string): boolean {
  const path = relative(root, target);
  return path === "" || (path !== ".." && !path.startsWith(`..${sep}`));
}
