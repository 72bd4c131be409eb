/** How often and how patiently a server is asked. Times are in milliseconds. */
export interface RetryPolicy {
  /** Requests for one thing, the first included. */
  attempts: number;
  /** Before the second request; it doubles with each one. */
  firstWait: number;
  longestWait: number;
  /** A server that sends nothing for so long has stalled. */
  idle: number;
}

export const defaultPolicy: RetryPolicy = { attempts: 4, firstWait: 500, longestWait: 15_000, idle: 30_000 };

const transientStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Statuses that can be another one a moment later. */
export function isTransient(status: number): boolean {
  return transientStatuses.has(status);
}

/**
 * How long to wait after the request with this number (from 1) before the next one, or undefined to give up. A server that says how long is obeyed
 * up to the longest wait; asked for more, it would not be asked again in time.
 */
export function waitAfter(attempt: number, policy: RetryPolicy, retryAfter?: number): number | undefined {
  if (attempt >= policy.attempts) return undefined;
  if (retryAfter !== undefined) return retryAfter > policy.longestWait ? undefined : retryAfter;
  return Math.min(policy.firstWait * 2 ** (attempt - 1), policy.longestWait);
}

/** A Retry-After header in milliseconds: seconds, or a date (RFC 9110, section 10.2.3). */
export function retryAfterOf(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
