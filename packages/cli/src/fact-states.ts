import type { Repository } from "@cstack/generator";

/** One version fact and what nobody has read from its source yet. */
export interface FactState {
  file: string;
  fact: string;
  version: string;
  source: string;
  missing: string[];
}

/** All version facts of the sources with what is missing: digests are shown as missing, never invented. */
export function factStates(repository: Repository): FactState[] {
  return [...addonFacts(repository), ...imageFacts(repository)];
}

function addonFacts(repository: Repository): FactState[] {
  return [...repository.addons.values()].flatMap((addon) =>
    addon.versions.data.versions.map((row) => ({
      file: addon.versions.path,
      fact: `chart ${addon.data.chart.name} for ${row.minors.join(", ")}`,
      version: row.chart,
      source: row.source,
      missing: [
        ...(row.digest === undefined ? ["digest"] : []),
        ...(row.app === undefined ? ["app"] : []),
        ...(row.images === undefined ? ["images"] : []),
      ],
    })),
  );
}

function imageFacts(repository: Repository): FactState[] {
  return [...repository.providers.values()].flatMap((provider) =>
    (provider.versions?.data.nodeImages ?? []).map((row) => ({
      file: provider.versions?.path ?? "",
      fact: `node image for ${row.kubernetes}`,
      version: row.image ?? row.url ?? "",
      source: row.source,
      missing: [
        ...(row.digest === undefined ? ["digest"] : []),
        ...(row.url !== undefined && row.sizeBytes === undefined ? ["sizeBytes"] : []),
      ],
    })),
  );
}
