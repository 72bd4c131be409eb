import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { redact } from "./redact.ts";

/** A file that grows by whole lines without secrets; `end` writes what is left of the last line. */
export class LogFile {
  readonly #path: string;
  readonly #secrets: readonly string[];
  #rest = "";

  constructor(path: string, secrets: readonly string[] = []) {
    mkdirSync(dirname(path), { recursive: true });
    this.#path = path;
    this.#secrets = secrets;
  }

  write(text: string): void {
    const whole = this.#rest + text;
    const end = whole.lastIndexOf("\n") + 1;
    this.#rest = whole.slice(end);
    if (end > 0) appendFileSync(this.#path, redact(whole.slice(0, end), this.#secrets));
  }

  end(): void {
    if (this.#rest !== "") this.write("\n");
  }
}
