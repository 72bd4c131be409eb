import { type Attempt, attempt, type Wanted } from "./attempt.ts";
import { mirrored } from "./mirror.ts";
import type { Network } from "./network.ts";
import { nothing, type Part } from "./part.ts";
import { isTransient, retryAfterOf, waitAfter } from "./retry.ts";

/** Everything that was asked for, or why it cannot be had: the last answer's status where there was one. */
export type Download =
  | { ok: true; bytes: Uint8Array; headers: Headers }
  | { ok: false; url: string; status?: number; headers?: Headers; reason: string };

/**
 * Fetches one thing with patience: interrupted transfers go on where they ended, and servers that are busy are asked again later.
 * @throws what the network's signal was aborted with
 */
export async function download(wanted: Wanted, network: Network): Promise<Download> {
  const url = mirrored(wanted.url, network.mirrors);
  let part: Part = nothing;
  for (let made = 1; ; made++) {
    const outcome = await attempt({ ...wanted, url }, part, network);
    if (outcome.kind === "done") return { ok: true, bytes: outcome.bytes, headers: outcome.headers };
    const wait = waitFor(outcome, made, network);
    if (wait === undefined) return failureOf(outcome, url, made);
    // A range that the server does not have is of another version: begin again.
    part = outcome.kind === "broken" ? outcome.part : statusOf(outcome) === 416 ? nothing : part;
    await network.sleep(wait, network.signal);
  }
}

type Failed = Exclude<Attempt, { kind: "done" }>;

function waitFor(outcome: Failed, made: number, network: Network): number | undefined {
  if (outcome.kind === "broken") return waitAfter(made, network.policy);
  if (outcome.kind === "refused") return undefined;
  const { status, headers } = outcome;
  if (status === 416) return waitAfter(made, network.policy, 0);
  if (!isTransient(status)) return undefined;
  return waitAfter(made, network.policy, retryAfterOf(headers.get("retry-after"), network.now()));
}

function statusOf(outcome: Failed): number | undefined {
  return outcome.kind === "answered" ? outcome.status : undefined;
}

function failureOf(outcome: Failed, url: string, made: number): Download {
  const times = made === 1 ? "" : ` (asked ${made} times)`;
  if (outcome.kind !== "answered") return { ok: false, url, reason: `${outcome.reason}${times}` };
  const { status, headers } = outcome;
  return { ok: false, url, status, headers, reason: `the server answers ${status}${times}` };
}
