import { lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ScaffoldPlan } from "@cstack/generator";
import { type Diagnostic, problem } from "@cstack/model";

/**
 * Writes all files of a plan, or none. Texts are written to a folder beside the sources first and then take their places by renaming; if that
 * fails half-way, new files and folders are removed, changed files get their old text back, and the error is thrown.
 * Files that exist already are findings, in a dry run too; then nothing is written.
 */
export function performScaffold(root: string, plan: ScaffoldPlan, { dryRun }: { dryRun: boolean }): Diagnostic[] {
  const inTheWay = [...plan.files.keys()].filter((path) => exists(join(root, path)));
  if (inTheWay.length > 0) return inTheWay.map((file) => problem("CS1301", { file }, "The file exists; nothing was written."));
  if (!dryRun) uninterrupted(() => writeAll(root, plan));
  return [];
}

function writeAll(root: string, { files, edits }: ScaffoldPlan): void {
  const before = new Map([...edits.keys()].map((path) => [path, readFileSync(join(root, path))]));
  const undo: (() => void)[] = [];
  const staging = stagingFolder(root);
  try {
    const staged = [...edits, ...files].map(([path, text], index) => {
      const temporary = join(staging, String(index));
      writeFileSync(temporary, text);
      return { temporary, path };
    });
    for (const { temporary, path } of staged) {
      const target = join(root, path);
      const old = before.get(path);
      makeFolders(dirname(target), undo);
      renameSync(temporary, target);
      undo.push(() => (old === undefined ? rmSync(target) : writeFileSync(target, old)));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Below .cstack, which git ignores and which is on the same file system as the sources: renaming is then one step. */
function stagingFolder(root: string): string {
  mkdirSync(join(root, ".cstack"), { recursive: true });
  return mkdtempSync(join(root, ".cstack", "new-"));
}

/** Makes a folder and those above it, and remembers how to remove each that was not there. */
function makeFolders(folder: string, undo: (() => void)[]): void {
  if (exists(folder)) return;
  makeFolders(dirname(folder), undo);
  mkdirSync(folder);
  undo.push(() => rmdirSync(folder));
}

/** Nothing awaits in here, so a signal that came on the way is seen only after the end, when all is written or taken back. */
function uninterrupted(work: () => void): void {
  const hold = (): void => undefined;
  process.on("SIGINT", hold);
  try {
    work();
  } finally {
    process.off("SIGINT", hold);
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
