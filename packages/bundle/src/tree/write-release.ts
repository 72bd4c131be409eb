import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
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
export async function writeRelease(
  plan: Pick<CreatePlan, "name" | "files">,
  outDir: string,
  options: WriteOptions = {},
): Promise<Result<WrittenRelease>> {
  const directory = join(outDir, plan.name);
  const existing = await inspect(directory, plan.files);
  if (existing === "equal") return { value: { directory, written: false }, diagnostics: [] };
  if (existing === "different" && !options.replace) return { diagnostics: [occupied(directory)] };
  if (!existsSync(outDir)) await mkdir(outDir, { recursive: true });
  const beside = await mkdtemp(join(outDir, `.${plan.name}-`));
  try {
    writeFiles(beside, plan.files);
    if (existing === "absent") await rename(beside, directory);
    else await replaceDirectory(directory, beside);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  }
  return { value: { directory, written: true }, diagnostics: [] };
}

/** Modes are set and not left to the umask, as in the archives; names may have folders in them. Handing so small files to other threads takes longer than writing them. */
function writeFiles(directory: string, files: CreatePlan["files"]): void {
  chmodSync(directory, 0o755);
  const hidesModes = (process.umask() & 0o644) !== 0;
  for (const folder of foldersOf(files.keys())) {
    mkdirSync(join(directory, folder), { recursive: true });
    chmodSync(join(directory, folder), 0o755);
  }
  for (const [name, content] of files) writeReleaseFile(join(directory, name), content, hidesModes);
}

/** The folders of names, each before those inside it. */
function foldersOf(names: Iterable<string>): string[] {
  const folders = new Set<string>();
  for (const name of names) for (let folder = dirname(name); folder !== "."; folder = dirname(folder)) folders.add(folder);
  return [...folders].sort();
}

function writeReleaseFile(path: string, content: Uint8Array, hidesModes: boolean): void {
  writeFileSync(path, content, { mode: 0o644 });
  if (hidesModes) chmodSync(path, 0o644);
}

/** The old directory keeps its content until the new one has its name. */
async function replaceDirectory(directory: string, replacement: string): Promise<void> {
  const old = `${replacement}-old`;
  await rename(directory, old);
  try {
    await rename(replacement, directory);
  } catch (error) {
    await rename(old, directory);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

async function inspect(directory: string, files: CreatePlan["files"]): Promise<"absent" | "equal" | "different"> {
  // Nearly always: an answer without the cost of an error.
  if (!existsSync(directory)) return "absent";
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    if (error.code === "ENOTDIR") return [];
    throw error;
  });
  if (!names) return "absent";
  const expected = new Set([...files.keys()].map((name) => name.split("/")[0]));
  if (names.length !== expected.size || names.some((name) => !expected.has(name))) return "different";
  const present = readFiles(directory);
  const same = [...files].every(([name, content]) => Buffer.compare(content, present.get(name) ?? Buffer.alloc(0)) === 0);
  return same && present.size === files.size ? "equal" : "different";
}

function occupied(directory: string) {
  return problem(
    "CS5202",
    { file: directory },
    "The directory exists with other content.",
    "Remove it, replace it explicitly, or write elsewhere.",
  );
}
