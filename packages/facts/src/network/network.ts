import type { Mirror } from "./mirror.ts";
import { defaultPolicy, type RetryPolicy } from "./retry.ts";

/** All that touches the network goes through one of these, so that tests and callers decide what it does. */
export interface Network {
  fetch: typeof globalThis.fetch;
  /** Resolves after some milliseconds, or rejects where the signal is aborted before. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  now(): Date;
  policy: RetryPolicy;
  mirrors: readonly Mirror[];
  signal?: AbortSignal;
  /** Called with the size of everything that arrives, in bytes. */
  onBytes?(count: number): void;
}

/** The network of this machine. */
export function machineNetwork(options: Partial<Pick<Network, "mirrors" | "policy" | "signal" | "onBytes">> = {}): Network {
  return { fetch: globalThis.fetch, sleep, now: () => new Date(), policy: defaultPolicy, mirrors: [], ...options };
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
