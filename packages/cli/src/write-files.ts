import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Writes files below a folder one after the other, each completely or not at all: into a file beside it first, which then takes its name. The
 * file beside has no ending that any reader of the folder looks for. Scripts (`.sh`) can be run.
 */
export function writeFiles(root: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  for (const [path, content] of files) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    const beside = `${target}.writing`;
    writeFileSync(beside, content, { mode: path.endsWith(".sh") ? 0o755 : 0o644 });
    renameSync(beside, target);
  }
}
