import type { Addon } from "@cstack/generator";
import type { AddonVersion, Place } from "@cstack/model";

/** One version of a chart that is published somewhere, as the sources name it. */
export interface ChartReference {
  addon: string;
  chart: string;
  /** https:// of a Helm repository, or oci:// of what stands above the chart in a registry. */
  repository: string;
  version: string;
  /** Digests that rows of this version record; none where nobody has read it yet, several where rows contradict each other. */
  digests: string[];
  /** Where the first row of this version stands. */
  place: Place;
}

/** The published charts of addons, each version once, in the order of the files. Charts of our own are not published. */
export function chartReferences(addons: Iterable<Addon>): ChartReference[] {
  return [...addons].flatMap((addon) => {
    const versions = new Set(addon.versions.data.versions.map((row) => row.chart));
    return [...versions].flatMap((version) => chartReference(addon, version) ?? []);
  });
}

/** One version of an addon's chart, or undefined for a chart of our own. */
export function chartReference(addon: Addon, version: string): ChartReference | undefined {
  const { id, chart } = addon.data;
  if (chart.repository === undefined) return undefined;
  const rows = addon.versions.data.versions;
  return {
    addon: id,
    chart: chart.name,
    repository: chart.repository,
    version,
    digests: digestsOf(rows, version),
    place: addon.versions.document.place(["versions", rows.findIndex((row) => row.chart === version), "chart"]),
  };
}

function digestsOf(rows: readonly AddonVersion[], version: string): string[] {
  return [...new Set(rows.flatMap((row) => (row.chart === version && row.digest !== undefined ? [row.digest] : [])))];
}

/** `cilium 1.20.2`, as messages name a chart. */
export function chartName({ chart, version }: Pick<ChartReference, "chart" | "version">): string {
  return `${chart} ${version}`;
}
