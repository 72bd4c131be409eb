import type { Network } from "./network.ts";
import { bytesOf, continuedBy, type Part, rangeHeaders, withChunk } from "./part.ts";
import { type Hop, maxRedirects, redirected } from "./redirect.ts";

/** What is asked for. */
export interface Wanted {
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Whether somebody checks the digest of what arrives. */
  digestKnown?: boolean;
  /** Bytes at most. */
  limit: number;
}

/** How one request ended: all there, an answer that is no success, or nothing usable for a reason that may pass or not. */
export type Attempt =
  | { kind: "done"; bytes: Uint8Array; headers: Headers }
  | { kind: "answered"; status: number; headers: Headers }
  | { kind: "broken"; reason: string; part: Part }
  | { kind: "refused"; reason: string };

/**
 * Sends one request, follows its redirects, and reads the answer until it is complete or nothing comes any more.
 * @throws what the network's signal was aborted with
 */
export async function attempt(wanted: Wanted, part: Part, network: Network): Promise<Attempt> {
  const stalled = new AbortController();
  const signal = network.signal === undefined ? stalled.signal : AbortSignal.any([stalled.signal, network.signal]);
  let timer = setTimeout(() => stalled.abort(), network.policy.idle);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(), network.policy.idle);
  };
  let arrived = part;
  try {
    const answer = await follow(wanted, part, network, signal);
    if ("refused" in answer) return { kind: "refused", reason: answer.refused };
    alive();
    if (!answer.ok) {
      await answer.body?.cancel();
      return { kind: "answered", status: answer.status, headers: answer.headers };
    }
    arrived = continuedBy(part, answer.status, answer.headers);
    for await (const chunk of answer.body ?? []) {
      alive();
      network.onBytes?.(chunk.byteLength);
      arrived = withChunk(arrived, chunk);
      if (arrived.size > wanted.limit) return { kind: "refused", reason: `${wanted.url} is larger than ${wanted.limit} bytes` };
    }
    return { kind: "done", bytes: bytesOf(arrived), headers: answer.headers };
  } catch (error) {
    network.signal?.throwIfAborted();
    const reason = stalled.signal.aborted ? `nothing came for ${network.policy.idle / 1000} s` : reasonOf(error);
    return { kind: "broken", reason, part: arrived };
  } finally {
    clearTimeout(timer);
  }
}

async function follow(
  { url, headers = {}, digestKnown = false }: Wanted,
  part: Part,
  network: Network,
  signal: AbortSignal,
): Promise<Response | { refused: string }> {
  // Archives are wanted as they are: an answer in another encoding would be unpacked on the way.
  const fixed = { "user-agent": "cstack", "accept-encoding": "identity", ...headers, ...rangeHeaders(part, digestKnown) };
  let hop: Hop = { url, headers: fixed };
  for (let hops = 0; hops <= maxRedirects; hops++) {
    const answer = await network.fetch(hop.url, { headers: hop.headers, redirect: "manual", signal });
    const redirect = redirected(hop, answer.status, answer.headers.get("location"));
    if (redirect === undefined) return answer;
    await answer.body?.cancel();
    if ("refused" in redirect) return redirect;
    hop = redirect.next;
  }
  return { refused: `${url} redirects more than ${maxRedirects} times` };
}

/** What Node says is "fetch failed"; why stands in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? `${String(cause.code)} ` : "";
  return cause instanceof Error ? `${code}${cause.message}`.trim() : error.message;
}
