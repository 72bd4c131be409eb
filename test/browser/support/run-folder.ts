import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../support/repository.ts";

/** Where screenshots and numbers of the last run are. */
export const runFolder = join(root, ".cstack", "runs", "browser");

/** Before the first test of a run: nothing of earlier runs is left. */
export function setup(): void {
  rmSync(runFolder, { recursive: true, force: true });
  mkdirSync(runFolder, { recursive: true });
}
