import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Path of a program in $CSTACK_TOOLS or on the path, or undefined. */
export function findTool(name: string): string | undefined {
  const folders = [process.env["CSTACK_TOOLS"] ?? "", ...(process.env["PATH"] ?? "").split(delimiter)].filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** Says on standard error that a part of a lane cannot run, in the one form of all lanes. */
export function skipped(lane: string, missing: string, how: string): void {
  process.stderr.write(`SKIPPED ${lane}: ${missing}, ${how}\n`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
