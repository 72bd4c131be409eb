import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { sha256 } from "@cstack/bundle";
import type { ParsedSources } from "@cstack/generator";
import { engineId } from "./engine-id.ts";

interface CacheFile {
  engine: string;
  values: Record<string, unknown>;
}

/**
 * Parsed source files on disk, by content: parsing YAML and checking it against schemas is most of a command's start. A file of another engine is
 * not read, and a cache that cannot be written is none.
 */
export class SourceCache implements ParsedSources {
  readonly #path: string;
  readonly #engine = engineId();
  readonly #before: Record<string, unknown>;
  readonly #used: Record<string, unknown> = {};
  #fresh = 0;

  constructor(path: string) {
    this.#path = path;
    this.#before = this.#read();
  }

  find(schema: string, text: string): unknown {
    const key = keyOf(schema, text);
    if (!Object.hasOwn(this.#before, key)) return undefined;
    this.#used[key] = this.#before[key];
    return this.#before[key];
  }

  keep(schema: string, text: string, value: unknown): void {
    this.#used[keyOf(schema, text)] = value;
    this.#fresh++;
  }

  /** Writes what this run used, if it had to parse anything. */
  save(): void {
    if (this.#fresh === 0) return;
    const file: CacheFile = { engine: this.#engine, values: this.#used };
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      const beside = `${this.#path}.${process.pid}`;
      writeFileSync(beside, JSON.stringify(file));
      renameSync(beside, this.#path);
    } catch {
      // A checkout that cannot be written to is only slower.
    }
  }

  #read(): Record<string, unknown> {
    try {
      const { engine, values } = JSON.parse(readFileSync(this.#path, "utf8")) as CacheFile;
      return engine === this.#engine ? values : {};
    } catch {
      return {};
    }
  }
}

function keyOf(schema: string, text: string): string {
  return `${schema} ${sha256(text)}`;
}
