import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runFolder } from "./run-folder.ts";

/** Adds what was measured to the numbers of the run, in `numbers.json` beside the pictures, and prints it. */
export function addNumbers(numbers: Readonly<Record<string, unknown>>): void {
  const file = join(runFolder, "numbers.json");
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : {};
  writeFileSync(file, `${JSON.stringify({ ...known, ...numbers }, undefined, 2)}\n`);
  process.stdout.write(`browser: ${JSON.stringify(numbers)}\n`);
}
