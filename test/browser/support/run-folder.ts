import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Where screenshots and numbers of the last run are. Vitest reads this file before the settings that find our packages, so it imports none of them. */
export const runFolder = join(import.meta.dirname, "..", "..", "..", ".cstack", "runs", "browser");

/** Before the first test of a run: nothing of earlier runs is left. */
export function setup(): void {
  rmSync(runFolder, { recursive: true, force: true });
  mkdirSync(runFolder, { recursive: true });
}
