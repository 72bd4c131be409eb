import type { UnitAddon } from "@cstack/generator";
import { type Diagnostic, problem } from "@cstack/model";
import type { ChartCache } from "./chart-cache.ts";
import { contradiction, notLocked } from "./lock-state.ts";
import { type ChartReference, chartName, chartReference } from "./references.ts";

/** The published charts of a unit's addons, in their order. */
export function unitCharts(addons: readonly UnitAddon[]): ChartReference[] {
  return addons.flatMap(({ addon, version }) => chartReference(addon, version.chart) ?? []);
}

/** The archives of charts by addon, from the cache alone: by their recorded digests, so that nobody can put another one there. */
export function vendoredCharts(
  references: readonly ChartReference[],
  cache: ChartCache,
): { archives: Map<string, Uint8Array>; diagnostics: Diagnostic[] } {
  const archives = new Map<string, Uint8Array>();
  const diagnostics: Diagnostic[] = [];
  for (const reference of references) {
    const [digest, ...others] = reference.digests;
    const archive = digest === undefined || others.length > 0 ? undefined : cache.find(digest);
    if (archive !== undefined) archives.set(reference.addon, archive);
    else if (digest === undefined) diagnostics.push(notLocked(reference));
    else if (others.length > 0) diagnostics.push(contradiction(reference));
    else diagnostics.push(problem("CS8008", reference.place, `The archive of ${chartName(reference)} (${digest}) is not here.`));
  }
  return { archives, diagnostics };
}
