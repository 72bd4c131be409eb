import { setTimeout as pauseFor } from "node:timers/promises";
import { isPassing } from "./program-failure.ts";

/** What is asked for is not there yet; asked again until the time is over, when its message is the reason of the failure. */
export class NotYet extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NotYet";
  }
}

export interface Patience {
  /** In milliseconds. */
  timeout: number;
  pause: number;
  signal?: AbortSignal | undefined;
}

/**
 * Asks again and again while the answer is {@link NotYet} or a failure that passes, at least once. Other errors are thrown at once, the last one
 * when the time is over, and the signal's reason where it says so.
 */
export async function eventually<T>({ timeout, pause, signal }: Patience, ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NotYet || isPassing(error)) || Date.now() + pause > deadline) throw error;
    }
    await pauseFor(pause, undefined, signal === undefined ? {} : { signal });
  }
}
