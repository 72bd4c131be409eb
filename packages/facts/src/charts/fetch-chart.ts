import { problem, type Result } from "@cstack/model";
import { download } from "../network/download.ts";
import type { Network } from "../network/network.ts";
import { archiveFault, digestOf } from "./chart-archive.ts";
import type { ChartCache } from "./chart-cache.ts";
import { type ChartSources, unreachable } from "./chart-sources.ts";
import { changedDigest, contradiction } from "./lock-state.ts";
import { type ChartReference, chartName } from "./references.ts";

/** An archive with its digest, proven to be the chart, and whether it was there before. */
export interface FetchedChart {
  digest: string;
  bytes: Uint8Array;
  cached: boolean;
}

/** Charts have a few hundred kilobytes; the largest known ones, with definitions of monitoring, some megabytes. */
const archiveLimit = 64 * 1024 * 1024;

/** What fetching needs beside the chart. */
export interface ChartStore {
  sources: ChartSources;
  cache: ChartCache;
  network: Network;
}

/** The archive of a chart by its recorded digest: from the cache, else from its repository. Nothing with another digest is kept. */
export async function fetchChart(reference: ChartReference, { sources, cache, network }: ChartStore): Promise<Result<FetchedChart>> {
  const [recorded, ...others] = reference.digests;
  if (others.length > 0) return { diagnostics: [contradiction(reference)] };
  const known = recorded === undefined ? undefined : cache.find(recorded);
  if (recorded !== undefined && known !== undefined) return { value: { digest: recorded, bytes: known, cached: true }, diagnostics: [] };
  const located = await sources.locate(reference);
  if (located.value === undefined) return { diagnostics: located.diagnostics };
  const { url, headers, digest: named } = located.value;
  if (recorded !== undefined && named !== undefined && named !== recorded) return { diagnostics: [changedDigest(reference, named)] };
  const expected = recorded ?? named;
  const cached = expected === undefined ? undefined : cache.find(expected);
  if (expected !== undefined && cached !== undefined) return { value: { digest: expected, bytes: cached, cached: true }, diagnostics: [] };
  const answer = await download({ url, headers, digestKnown: expected !== undefined, limit: archiveLimit }, network);
  if (!answer.ok) return { diagnostics: [unreachable(reference, answer)] };
  return accepted(reference, answer.bytes, { url, named, recorded }, cache);
}

function accepted(
  reference: ChartReference,
  bytes: Uint8Array,
  { url, named, recorded }: { url: string; named: string | undefined; recorded: string | undefined },
  cache: ChartCache,
): Result<FetchedChart> {
  const digest = digestOf(bytes);
  // A repository that names the recorded digest and sends something else was damaged on the way, or somebody is in between.
  if (named !== undefined && digest !== named) {
    const message = `${chartName(reference)}: ${url} gives ${bytes.byteLength} bytes with ${digest}, and its repository names ${named}.`;
    return { diagnostics: [problem("CS8003", reference.place, message)] };
  }
  if (recorded !== undefined && digest !== recorded) return { diagnostics: [changedDigest(reference, digest)] };
  const fault = archiveFault(bytes, reference);
  if (fault !== undefined) return { diagnostics: [problem("CS8006", reference.place, `${chartName(reference)}: ${url}: ${fault}.`)] };
  cache.keep(bytes);
  return { value: { digest, bytes, cached: false }, diagnostics: [] };
}
