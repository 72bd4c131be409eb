import { type ChartReference, type ChartStore, fetchChart, lockState, recordDigests } from "@cstack/facts";
import type { Repository } from "@cstack/generator";
import type { Diagnostic } from "@cstack/model";
import { writeFiles } from "../write-files.ts";

/** What became of one chart; `digest` is missing where it could not be had. */
export interface ChartOutcome {
  addon: string;
  chart: string;
  version: string;
  digest: string | null;
  state: "recorded" | "same" | "changed" | "unlocked" | "fetched" | "cached" | "failed";
  diagnostics: Diagnostic[];
}

/** Fetches a chart and says what its lock would become. */
export async function lockChart(reference: ChartReference, store: ChartStore): Promise<ChartOutcome> {
  const { value, diagnostics } = await fetchChart(reference, store);
  const { addon, chart, version } = reference;
  if (value === undefined) return { addon, chart, version, digest: null, state: "failed", diagnostics };
  const state = lockState(reference, value.digest) === "unlocked" ? "recorded" : "same";
  return { addon, chart, version, digest: value.digest, state, diagnostics };
}

/** Writes digests that are new into the files of their addons; a file is whole at every moment. */
export function writeLocks(root: string, repository: Repository, outcomes: readonly ChartOutcome[]): void {
  for (const { data, versions } of repository.addons.values()) {
    const fresh = outcomes.filter(({ addon, state }) => addon === data.id && state === "recorded");
    const digests = new Map(fresh.flatMap(({ version, digest }) => (digest === null ? [] : [[version, digest] as const])));
    const before = repository.files.get(versions.path) ?? "";
    const after = recordDigests(before, digests);
    if (after === before) continue;
    writeFiles(root, new Map([[versions.path, after]]));
  }
}
