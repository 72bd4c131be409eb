import { formatBytes } from "./output.ts";

/** Long enough between two paintings that a terminal is not flooded. */
const interval = 100;

/** The part of a stream that is needed; `isTTY` is missing where it is no terminal. */
type Terminal = Pick<NodeJS.WriteStream, "isTTY" | "write"> | { isTTY: boolean; write(text: string): boolean };

/** One line on a terminal that says how far a download is: `12/28 charts, 3.4 MiB`. Nothing at all where standard error is no terminal. */
export class Progress {
  readonly #stream: Terminal;
  readonly #total: number;
  readonly #noun: string;
  #done = 0;
  #bytes = 0;
  #painted = 0;

  constructor(total: number, noun: string, stream: Terminal = process.stderr) {
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
