import type { IndexedUnit } from "../catalog-data.ts";

/** What a list of units is narrowed by; empty texts narrow nothing. */
export interface CatalogFilter {
  text: string;
  provider: string;
  stack: string;
  minor: string;
  /** Id of a feature or an addon. */
  feature: string;
  support: string;
}

export const noFilter: CatalogFilter = { text: "", provider: "", stack: "", minor: "", feature: "", support: "" };

/** Whether a unit is looked after on a day, `2027-06-28`. */
export function supportOf(
  { endOfLife, deprecatedFrom, retired }: Pick<IndexedUnit, "endOfLife" | "deprecatedFrom" | "retired">,
  today: string,
): "supported" | "deprecated" | "ended" | "retired" {
  if (retired !== undefined && retired <= today) return "retired";
  if (endOfLife !== undefined && endOfLife < today) return "ended";
  return deprecatedFrom !== undefined && deprecatedFrom <= today ? "deprecated" : "supported";
}

/** The units that a filter leaves: every word stands in names, features or addons, and each choice holds. */
export function filterUnits(units: readonly IndexedUnit[], filter: CatalogFilter, today: string): IndexedUnit[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return units.filter((unit) => {
    const { provider, stack, minor, features, addons, kubernetes = "", title } = unit;
    const parts = [...features, ...addons];
    const text = [unit.unit, kubernetes, title?.provider, title?.stack, ...parts].join(" ").toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      [
        [filter.provider, provider],
        [filter.stack, stack],
        [filter.minor, minor],
        [filter.support, supportOf(unit, today)],
      ].every(([wanted, own]) => wanted === "" || wanted === own) &&
      (filter.feature === "" || parts.includes(filter.feature))
    );
  });
}

/** What can be chosen in each filter, in order. */
export function choicesOf(units: readonly IndexedUnit[], today: string): Record<Exclude<keyof CatalogFilter, "text">, string[]> {
  const unique = (values: readonly string[]): string[] => [...new Set(values)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return {
    provider: unique(units.map(({ provider }) => provider)),
    stack: unique(units.map(({ stack }) => stack)),
    minor: unique(units.map(({ minor }) => minor)),
    feature: unique(units.flatMap(({ features, addons }) => [...features, ...addons])),
    support: unique(units.map((unit) => supportOf(unit, today))),
  };
}
