import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "./chart-archive.ts";

/** Archives of charts in a folder, by digest: `sha256/<hash>.tgz`. What does not have its digest any more counts as absent. */
export class ChartCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = join(folder, "sha256");
  }

  find(digest: string): Uint8Array | undefined {
    try {
      const bytes = readFileSync(this.#path(digest));
      return digestOf(bytes) === digest ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps an archive; a name beside it first, so that nobody ever sees half of one. */
  keep(bytes: Uint8Array): void {
    mkdirSync(this.#folder, { recursive: true });
    const path = this.#path(digestOf(bytes));
    const beside = `${path}.${randomUUID()}`;
    writeFileSync(beside, bytes);
    renameSync(beside, path);
  }

  #path(digest: string): string {
    return join(this.#folder, `${digest.replace(/^sha256:/, "")}.tgz`);
  }
}
