import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problem, type Result } from "@cstack/model";
import type { CreatePlan } from "./plan-create.ts";
import { readFiles } from "./previous-release.ts";

export interface WriteOptions {
  /** Replace an existing directory of the same name as a whole; without it other content is refused. */
  readonly replace?: boolean;
}

export interface WrittenRelease {
  readonly directory: string;
  /** False when the directory had exactly this content already. */
  readonly written: boolean;
}

/**
 * Writes a planned release to `<outDir>/<name>`: into a directory beside it first, which then takes the name, so that a release is there
 * completely or not at all. Other content under the name is CS5202 unless it may be replaced.
 * @throws the file system's errors, after the directory beside has been removed
 */
export function writeRelease(plan: Pick<CreatePlan, "name" | "files">, outDir: string, options: WriteOptions = {}): Result<WrittenRelease> {
  const directory = join(outDir, plan.name);
  const existing = inspect(directory, plan.files);
  if (existing === "equal") return { value: { directory, written: false }, diagnostics: [] };
  if (existing === "different" && !options.replace) return { diagnostics: [occupied(directory)] };
  mkdirSync(outDir, { recursive: true });
  const beside = mkdtempSync(join(outDir, `.${plan.name}-`));
  try {
    writeFiles(beside, plan.files);
    if (existing === "absent") renameSync(beside, directory);
    else replaceDirectory(directory, beside);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw error;
  }
  return { value: { directory, written: true }, diagnostics: [] };
}

/** Modes are set and not left to the umask, as in the archives. */
function writeFiles(directory: string, files: CreatePlan["files"]): void {
  chmodSync(directory, 0o755);
  for (const [name, content] of files) {
    writeFileSync(join(directory, name), content);
    chmodSync(join(directory, name), 0o644);
  }
}

/** The old directory keeps its content until the new one has its name. */
function replaceDirectory(directory: string, replacement: string): void {
  const old = `${replacement}-old`;
  renameSync(directory, old);
  try {
    renameSync(replacement, directory);
  } catch (error) {
    renameSync(old, directory);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

function inspect(directory: string, files: CreatePlan["files"]): "absent" | "equal" | "different" {
  const names = entriesOf(directory);
  if (!names) return "absent";
  if (names.length !== files.size || names.some((name) => !files.has(name))) return "different";
  const present = readFiles(directory);
  const same = [...files].every(([name, content]) => Buffer.compare(content, present.get(name) ?? Buffer.alloc(0)) === 0);
  return same && present.size === files.size ? "equal" : "different";
}

function entriesOf(directory: string): string[] | undefined {
  try {
    return readdirSync(directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    if (code === "ENOTDIR") return [];
    throw error;
  }
}

function occupied(directory: string) {
  return problem(
    "CS5202",
    { file: directory },
    "The directory exists with other content.",
    "Remove it, replace it explicitly, or write elsewhere.",
  );
}
