import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DeliveredFiles } from "@cstack/bundle";

/** Writes files below a folder; what was generated there before and is no more is removed, so that nothing that was switched off is applied again. */
export function writeFiles(folder: string, { texts, archives }: DeliveredFiles, before: readonly string[]): string[] {
  const files = new Map<string, string | Uint8Array>([...texts, ...archives]);
  for (const path of before) if (!files.has(path)) rmSync(join(folder, path), { force: true });
  for (const [path, content] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(`${target}.new`, content, { mode: path.endsWith(".sh") ? 0o755 : 0o644 });
    renameSync(`${target}.new`, target);
  }
  return [...files.keys()];
}
