import { deprecatedSince } from "../support/support-status.ts";
import { stableNumber } from "../version/release-name.ts";
import type { Catalog, CatalogUnit } from "./catalog.ts";
import { documentPath } from "./catalog-paths.ts";
import type { UnitDocument } from "./unit-document.ts";

/** `index.json` of a static catalog: the catalog of the ledger, and what a list is searched and filtered by. */
export interface CatalogIndex extends Omit<Catalog, "units"> {
  units: IndexUnit[];
}

/** A unit with its newest document's facts; a unit that the ledger alone knows, without a baseline, has only those of its releases. */
export interface IndexUnit extends CatalogUnit {
  provider: string;
  minor: string;
  title?: { provider: string; stack: string };
  kubernetes?: string;
  /** First day of the last two months before `endOfLife`. */
  deprecatedFrom?: string;
  /** Ids of the features and addons of the newest document. */
  features: string[];
  addons: string[];
  /** What the checkout would release next, where that is not the newest release. */
  candidate?: string;
  /** Documents by version, the newest first; paths from the root of the catalog. */
  documents: Record<string, string>;
}

/** Lists the units of a ledger and those that documents alone know, in the order of their ids. */
export function catalogIndex(catalog: Catalog, documents: readonly UnitDocument[]): CatalogIndex {
  const ids = new Set([...catalog.units, ...documents].map(({ unit }) => unit));
  const units = [...ids].sort().map((id) =>
    indexUnit(
      id,
      catalog.units.find(({ unit }) => unit === id),
      documents.filter(({ unit }) => unit === id).sort((a, b) => number(b) - number(a)),
    ),
  );
  return { ...catalog, units };
}

function indexUnit(id: string, released: CatalogUnit | undefined, documents: readonly UnitDocument[]): IndexUnit {
  const [provider = "", stack = "", ...minor] = id.split("-");
  const candidate = documents.find(({ state }) => state === "candidate")?.version;
  return {
    ...(released ?? { unit: id, stack, releases: [] }),
    provider,
    minor: minor.join("."),
    ...factsOf(documents[0]),
    ...(candidate === undefined ? {} : { candidate }),
    documents: Object.fromEntries(documents.map((document) => [document.version, documentPath(document)])),
  };
}

function factsOf(newest: UnitDocument | undefined): Pick<IndexUnit, "features" | "addons"> & Partial<IndexUnit> {
  if (newest === undefined) return { features: [], addons: [] };
  const { provider, stack, kubernetes, features, addons } = newest;
  return {
    title: { provider: provider.title, stack: stack.title },
    kubernetes: kubernetes.version,
    endOfLife: kubernetes.endOfLife,
    deprecatedFrom: deprecatedSince(kubernetes.endOfLife),
    features: features.map(({ id }) => id),
    addons: addons.map(({ id }) => id),
  };
}

/** Place of a version among those of its unit: a pre-release stands before the version that it leads to. */
function number({ version }: UnitDocument): number {
  return stableNumber(version) ?? Number(/^v(\d+)/.exec(version)?.[1] ?? 0) - 0.5;
}
