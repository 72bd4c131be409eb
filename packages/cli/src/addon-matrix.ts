import { compareMinors, type Repository, type Unit } from "@cstack/generator";

/** One addon with its chart by minor, and where it is shipped. */
export interface AddonRow {
  addon: string;
  chart: string;
  repository: string | null;
  deliveries: readonly string[];
  minors: Record<string, AddonFact>;
  shippedBy: string[];
}

/** The version for a minor. `digest` is null where nobody has read it from the repository, and "own" for a chart in this tree. */
export interface AddonFact {
  version: string;
  app: string | null;
  digest: string | null;
}

/** Every addon of the tree, also those that no stack ships, in the order of their ids. */
export function addonMatrix({ addons }: Repository, units: readonly Unit[]): AddonRow[] {
  return [...addons.values()].map(({ data, versions }) => ({
    addon: data.id,
    chart: data.chart.name,
    repository: data.chart.repository ?? null,
    deliveries: data.deliveries,
    minors: Object.fromEntries(
      versions.data.versions
        .flatMap((row) => row.minors.map((minor) => [minor, row] as const))
        .sort(([a], [b]) => compareMinors(a, b))
        .map(([minor, { chart, app, digest }]) => [
          minor,
          { version: chart, app: app ?? null, digest: data.chart.repository === undefined ? "own" : (digest ?? null) },
        ]),
    ),
    shippedBy: [
      ...new Set(units.filter((unit) => ships(unit, data.id)).map(({ provider, stack }) => `${provider.data.id}-${stack.data.id}`)),
    ],
  }));
}

function ships({ addons }: Unit, id: string): boolean {
  return addons.some(({ addon }) => addon.data.id === id);
}

/** A table of the rows: one column a minor, with the version and what is known of its digest. */
export function addonTable(rows: readonly AddonRow[]): { head: string[]; rows: string[][] } {
  const minors = [...new Set(rows.flatMap((row) => Object.keys(row.minors)))].sort(compareMinors);
  return {
    head: ["ADDON", ...minors, "OPERATOR", "SHIPPED BY"],
    rows: rows.map((row) => [
      row.addon,
      ...minors.map((minor) => cell(row.minors[minor])),
      row.deliveries.includes("operator") ? "yes" : "no",
      row.shippedBy.join(", ") || "-",
    ]),
  };
}

function cell(fact: AddonFact | undefined): string {
  if (fact === undefined) return "-";
  const digests: Readonly<Record<string, string>> = { own: "own chart" };
  return `${fact.version} (${fact.digest === null ? "no digest" : (digests[fact.digest] ?? fact.digest.slice(0, 19))})`;
}
