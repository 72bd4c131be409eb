import { readdirSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { unitId } from "@cstack/generator";
import { type Diagnostic, problem, type Result } from "@cstack/model";
import { parseReleaseName, stableNumber } from "@cstack/release";
import { compareBytes } from "../archive/index.ts";
import { readConfig } from "./stack-config.ts";
import type { Tree } from "./tree.ts";

/** A release directory in memory. */
export interface PreviousRelease {
  /** `docker-ferrol-1-27-v3`. */
  readonly name: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads the newest stable release of the tree's unit from a directory of release directories; undefined without an error when there is
 * none. Names that are no release of any stack are left out with a note (CS5111): csctl gives up at the first of them.
 */
export async function readPreviousRelease(directory: string, tree: Tree): Promise<Result<PreviousRelease>> {
  const unit = readConfig(tree).value?.unit;
  if (!unit) return { diagnostics: [] };
  const names = await directoryNames(directory);
  if (!names) return { diagnostics: [note(directory, "There is no such directory, so the stack counts as never released.")] };
  const diagnostics = names
    .filter((name) => !parseReleaseName(name))
    .map((name) => note(join(directory, name), "This is no release of a cluster stack; skipped."));
  const newest = names
    .map((name) => ({ name, release: parseReleaseName(name) }))
    .filter(
      ({ release }) =>
        release && unitId(release.unit.provider, release.unit.stack, release.unit.minor) === unitId(unit.provider, unit.stack, unit.minor),
    )
    .map(({ name, release }) => ({ name, number: stableNumber(release?.version ?? "") ?? -1 }))
    .filter(({ number }) => number >= 0)
    .sort((a, b) => b.number - a.number)[0];
  if (!newest) return { diagnostics };
  return { value: { name: newest.name, files: readFiles(join(directory, newest.name)) }, diagnostics };
}

/** The regular files of a directory by their path in it; csctl's releases have no folders, ours may. */
export function readFiles(directory: string): Map<string, Uint8Array> {
  const entries = readdirSync(directory, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ name, parentPath }) => relative(directory, join(parentPath, name)).split(sep).join("/"));
  return new Map(paths.map((path) => [path, readFileSync(join(directory, path))]));
}

async function directoryNames(directory: string): Promise<string[] | undefined> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  const isRelease = (name: string) => !name.startsWith(".");
  return entries
    ?.filter((entry) => entry.isDirectory() && isRelease(entry.name))
    .map((entry) => entry.name)
    .sort(compareBytes);
}

function note(file: string, message: string): Diagnostic {
  return { ...problem("CS5111", { file }, message), severity: "info" };
}
