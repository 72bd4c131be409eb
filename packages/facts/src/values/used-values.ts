import { isDeepStrictEqual } from "node:util";
import { addonValues, EjsRenderer, type Unit, valueLeaves, valuePath } from "@cstack/generator";
import type { ClusterValue } from "@cstack/model";
import type { ChartContent } from "./chart-content.ts";
import { type Values, valueAt, withValue } from "./nested.ts";
import { sampleValue } from "./sample-values.ts";
import { type KnownValue, knownValue } from "./value-types.ts";

/** Values that one chart gets in some units, with samples in the place of those that come from Clusters. */
export interface ValuesDocument {
  kubernetes: string;
  values: Values;
}

/** What of a chart's values is used: the keys that the chart knows, each with a document that sets it, and paths that it does not know. */
export interface UsedValues {
  keys: (KnownValue & { document: ValuesDocument })[];
  unknown: string[];
}

/** Values of one version of an addon's chart in all units that have it. */
export function usedValues(units: readonly Unit[], addon: string, version: string, chart: ChartContent): UsedValues {
  const keys = new Map<string, UsedValues["keys"][number]>();
  const unknown = new Set<string>();
  for (const { document, paths } of distinctDocuments(units, addon, version, chart)) {
    for (const path of paths) {
      const known = knownValue(chart, path);
      if (known === undefined) unknown.add(path.join("."));
      else if (!keys.has(JSON.stringify(known.key))) keys.set(JSON.stringify(known.key), { ...known, document });
    }
  }
  return { keys: [...keys.values()], unknown: [...unknown] };
}

interface Found {
  document: ValuesDocument;
  paths: string[][];
}

function distinctDocuments(units: readonly Unit[], addon: string, version: string, chart: ChartContent): Found[] {
  const ejs = new EjsRenderer();
  const found: Found[] = [];
  for (const unit of units) {
    const chosen = unit.addons.find((candidate) => candidate.addon.data.id === addon && candidate.version.chart === version);
    if (chosen === undefined) continue;
    const values = addonValues(unit, unit.id, chosen, ejs, []);
    const fromClusters = (chosen.addon.clusterValues?.data.values ?? []).filter(({ set }) => valuePath(set)[0] !== "global");
    const complete = withSamples(values, fromClusters, chart);
    if (found.some(({ document }) => isDeepStrictEqual(document.values, complete))) continue;
    const paths = [...valueLeaves(values).map(({ path }) => path), ...fromClusters.map(({ set }) => valuePath(set))];
    found.push({ document: { kubernetes: unit.kubernetes.version, values: complete }, paths });
  }
  return found;
}

function withSamples(values: Values, fromClusters: readonly ClusterValue[], chart: ChartContent): Values {
  return fromClusters.reduce((complete, value) => {
    const path = valuePath(value.set);
    const known = knownValue(chart, path) ?? { key: path, types: ["any"] as const };
    return withValue(complete, path, sampleValue(value, { key: [...known.key], types: [...known.types] as KnownValue["types"] }));
  }, values);
}

/** Whether the values at a key are the chart's own. */
export function isDefault(chart: ChartContent, { key, document }: UsedValues["keys"][number]): boolean {
  return isDeepStrictEqual(valueAt(chart.defaults, key), valueAt(document.values, key));
}
