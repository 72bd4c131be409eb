import { type AddonRelease, type DeliveredCluster, type Delivery, deliverTexts } from "@cstack/delivery";
import { ownChart, type RenderedUnit } from "@cstack/generator";
import { type Diagnostic, hasErrors } from "@cstack/model";
import { packChart } from "../archive/index.ts";
import { deliverableUnit } from "./deliverable-unit.ts";

/** What delivers the addons of one Cluster: manifests or a script with its values, in the order of use, and archives of charts that nobody publishes. */
export interface DeliveredFiles {
  texts: Map<string, string>;
  archives: Map<string, Uint8Array>;
}

/** The files that deliver a unit's addons to a Cluster without the operator. Pure; `files` is missing where an error makes it impossible. */
export function deliverAddons(
  rendered: RenderedUnit,
  cluster: DeliveredCluster,
  delivery: Delivery,
  repository?: string,
): { files?: DeliveredFiles; releases: AddonRelease[]; diagnostics: Diagnostic[] } {
  const { texts, releases, diagnostics } = deliverTexts(deliverableUnit(rendered), cluster, delivery, repository);
  const { archives, diagnostics: found } = archivesOf(rendered, releases);
  const all = [...diagnostics, ...found];
  return texts === undefined || hasErrors(found)
    ? { releases, diagnostics: all }
    : { files: { texts, archives }, releases, diagnostics: all };
}

/** Archives of the charts of our own that are on. */
function archivesOf(
  { unit }: RenderedUnit,
  releases: readonly AddonRelease[],
): { archives: Map<string, Uint8Array>; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const archives = releases
    .filter(({ on }) => on)
    .flatMap(({ addon, archive, chart }): [string, Uint8Array][] => {
      const chosen = unit.addons.find((candidate) => candidate.addon.data.id === addon);
      if (archive === undefined || chosen === undefined) return [];
      return [[`charts/${archive}`, packChart(chart.name, ownChart(unit, chosen, diagnostics))]];
    });
  return { archives: new Map(archives), diagnostics };
}
