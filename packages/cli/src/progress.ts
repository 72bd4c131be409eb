import { formatBytes } from "./output.ts";

/** Long enough between two paintings that a terminal is not flooded. */
const interval = 100;

/** One line on a terminal that says how far a download is: `12/28 charts, 3.4 MiB`. Nothing at all where standard error is no terminal. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #total: number;
  readonly #noun: string;
  #done = 0;
  #bytes = 0;
  #painted = 0;

  constructor(total: number, noun: string, stream: NodeJS.WriteStream = process.stderr) {
    this.#total = total;
    this.#noun = noun;
    this.#stream = stream;
  }

  received(bytes: number): void {
    this.#bytes += bytes;
    this.#paint(false);
  }

  finished(): void {
    this.#done++;
    this.#paint(true);
  }

  /** Removes the line. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write("\r\u001b[K");
  }

  #paint(always: boolean): void {
    const now = Date.now();
    if (!this.#stream.isTTY || (!always && now - this.#painted < interval)) return;
    this.#painted = now;
    this.#stream.write(`\r\u001b[K${this.#done}/${this.#total} ${this.#noun}, ${formatBytes(this.#bytes)}`);
  }
}
