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
 * Asks again and again while the answer is {@link NotYet} or a failure that passes, at least once. Other errors are thrown at once; when the time is over,
 * or the signal says so, what was missing last.
 */
export async function eventually<T>({ timeout, pause, signal }: Patience, ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeout;
  let missing: unknown;
  for (;;) {
    if (signal?.aborted) throw missing ?? signal.reason;
    try {
      return await ask();
    } catch (error) {
      if (signal?.aborted) throw missing ?? error;
      if (!(error instanceof NotYet || isPassing(error)) || Date.now() + pause > deadline) throw error;
      missing = error;
    }
    // Cut short by the signal, which is looked at next.
    await pauseFor(pause, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
}
