import { type ChartReference, type ChartStore, changedDigest, contradiction, fetchChart, lockState, notLocked } from "@cstack/facts";
import type { Result } from "@cstack/model";
import type { ChartOutcome } from "./lock-charts.ts";

/** Asks a repository which archive it has now, and compares. The archive itself is fetched only where the repository does not name its digest. */
export async function checkChart(reference: ChartReference, store: ChartStore): Promise<ChartOutcome> {
  const { addon, chart, version } = reference;
  const { value: digest, diagnostics } = await servedDigest(reference, store);
  if (digest === undefined) return { addon, chart, version, digest: null, state: "failed", diagnostics };
  const state = lockState(reference, digest);
  return { addon, chart, version, digest, state, diagnostics: findings(reference, digest) };
}

async function servedDigest(reference: ChartReference, store: ChartStore): Promise<Result<string>> {
  const { value: located, diagnostics } = await store.sources.locate(reference);
  if (located === undefined) return { diagnostics };
  if (located.digest !== undefined) return { value: located.digest, diagnostics: [] };
  const fetched = await fetchChart({ ...reference, digests: [] }, store);
  return fetched.value === undefined ? { diagnostics: fetched.diagnostics } : { value: fetched.value.digest, diagnostics: [] };
}

function findings(reference: ChartReference, digest: string) {
  if (reference.digests.length > 1) return [contradiction(reference)];
  const state = lockState(reference, digest);
  return state === "same" ? [] : [state === "unlocked" ? notLocked(reference) : changedDigest(reference, digest)];
}
