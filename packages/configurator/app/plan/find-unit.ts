import type { UnitData } from "../../src/catalog-data.ts";
import type { HandedUnit } from "../../src/engine/messages.ts";
import { fetchFacts, fetchIndex, fetchUnit } from "../load.ts";

/** The Cluster in a text, with the unit that it is of; `unit` is null where it is the one on the page. */
export type FoundUnit = { name: string; className: string; unit: HandedUnit | null } | { problem: string };

/** Looks for the class that a Cluster names among all documents of the catalog. */
export async function findUnitOfCluster(text: string, shown: UnitData): Promise<FoundUnit> {
  // Reading YAML is the work of the engine and the editor; what the page is made of does without.
  const { classOfText } = await import("../../src/cluster/class-of-text.ts");
  const cluster = classOfText(text);
  if ("problem" in cluster) return cluster;
  const { name, className } = cluster;
  if (className === shown.className) return { name, className, unit: null };
  const { units } = await fetchIndex();
  const all = units.flatMap(({ unit, documents }) => Object.keys(documents).map((version) => ({ unit, version })));
  const found = all.find(({ unit, version }) => `${unit}-${version}` === className || `${unit}-${version}` === className);
  if (found === undefined) return { problem: `${className}: ${units.map(({ unit }) => unit).join(", ")}` };
  const data = await fetchUnit(found);
  return { name, className, unit: { data: { className: data.className, manifests: data.manifests }, facts: await fetchFacts(data) } };
}
