import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../unit/checksums.ts";

/** What a build of a unit left behind: enough to tell that nothing needs to be done again, and to report on it. */
export interface BuildRecord {
  key: string;
  unit: string;
  release: string;
  version: string;
  state: string;
  kubernetes: string;
  contentHash: string;
  bytes: number;
  /** sha256 by file name. */
  files: Record<string, string>;
  warnings: string[];
}

/** Key of a build: the engine, the options and the content of every source file of the unit. */
export function buildKey(engine: string, options: unknown, sources: Iterable<[path: string, hash: string]>): string {
  const hash = createHash("sha256").update(JSON.stringify([engine, options]));
  for (const [path, content] of sources) hash.update(`\n${path} ${content}`);
  return hash.digest("hex");
}

/** Records of finished builds in a folder, one file a unit. A record counts only while its output is still there, unchanged. */
export class BuildRecords {
  readonly #folder: string;
  readonly #out: string;

  constructor(folder: string, out: string) {
    this.#folder = join(folder, sha256(out).slice(0, 12));
    this.#out = out;
  }

  /** The record of a unit if it was made with this key and its files are intact. */
  find(unit: string, key: string): BuildRecord | undefined {
    const record = this.#read(unit);
    return record?.key === key && this.#intact(record) ? record : undefined;
  }

  save(record: BuildRecord): void {
    mkdirSync(this.#folder, { recursive: true });
    const path = this.#path(record.unit);
    writeFileSync(`${path}.new`, JSON.stringify(record));
    renameSync(`${path}.new`, path);
  }

  #read(unit: string): BuildRecord | undefined {
    const path = this.#path(unit);
    if (!existsSync(path)) return undefined;
    try {
      return JSON.parse(readFileSync(path, "utf8")) as BuildRecord;
    } catch {
      return undefined;
    }
  }

  #intact(record: BuildRecord): boolean {
    const folder = join(this.#out, record.release);
    if (!existsSync(folder)) return false;
    return Object.entries(record.files).every(([name, hash]) => {
      const path = join(folder, name);
      return existsSync(path) && sha256(readFileSync(path)) === hash;
    });
  }

  #path(unit: string): string {
    return join(this.#folder, `${unit}.json`);
  }
}
