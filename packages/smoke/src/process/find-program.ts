import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where `npm run tools` keeps what it builds: `$XDG_CACHE_HOME/cstack/tools`, else below the home folder. */
export function toolCache(environment: Environment = process.env): string {
  return join(environment["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "cstack", "tools");
}

/** Folders in which programs are looked up, in this order: those of $CSTACK_TOOLS (a list like $PATH), $PATH, what `npm run tools` built. */
export function programFolders(environment: Environment = process.env): string[] {
  const lists = [environment["CSTACK_TOOLS"], environment["PATH"]].flatMap((list = "") => list.split(delimiter));
  return [...lists, toolCache(environment)].filter((folder) => folder !== "");
}

/** Path of the first program of that name, or undefined. */
export function findProgram(name: string, environment: Environment = process.env): string | undefined {
  return programFolders(environment)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
