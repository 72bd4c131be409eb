import { Worker } from "node:worker_threads";

/** Longest time that one case may take. Cases that long are defects, also on a busy machine: most take less than a millisecond. */
export const caseLimitMs = 20_000;
const textBytes = 64 * 1024;

/**
 * Watches the cases from a thread of its own, because a case that does not end lets nothing else run in this one. Prints the case that hangs and
 * ends the process.
 */
export class Watchdog {
  readonly #state = new Float64Array(new SharedArrayBuffer(16));
  readonly #text = new Uint8Array(new SharedArrayBuffer(textBytes));
  readonly #worker: Worker;

  constructor(target: string) {
    const workerData = { target, state: this.#state, text: this.#text, limit: caseLimitMs };
    this.#worker = new Worker(watch, { eval: true, workerData });
    this.#worker.unref();
  }

  /** A case begins: its text is what is shown if it does not end. */
  begin(text: string): void {
    const { written } = new TextEncoder().encodeInto(text, this.#text);
    this.#state[1] = written;
    this.#state[0] = Date.now();
  }

  end(): void {
    this.#state[0] = 0;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** CommonJS text of the thread: a state of [start of the case in ms or 0, bytes of its text]. */
const watch = `
const { workerData: { target, state, text, limit } } = require("node:worker_threads");
const { writeSync } = require("node:fs");
setInterval(() => {
  if (state[0] === 0 || Date.now() - state[0] < limit) return;
  writeSync(2, "HANG " + target + ": a case takes more than " + limit + " ms:\\n" + Buffer.from(text.slice(0, state[1])).toString("utf8") + "\\n");
  process.kill(process.pid, "SIGKILL");
}, 1000);
`;
