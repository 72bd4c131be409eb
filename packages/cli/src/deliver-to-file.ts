import { type DeliveredFiles, deliverAddons, deliverableUnit } from "@cstack/bundle";
import { type Delivery, deliveredCluster } from "@cstack/delivery";
import type { RenderedUnit } from "@cstack/generator";
import type { Diagnostic } from "@cstack/model";
import { clusterInFile } from "./cluster-in-file.ts";

/** What delivers a unit's addons to the Cluster in a file; `files` is missing where an error makes it impossible. */
export function deliverToFile(
  rendered: RenderedUnit,
  path: string,
  delivery: Delivery,
  repository?: string,
): { files?: DeliveredFiles; diagnostics: Diagnostic[] } {
  const { found, diagnostics } = clusterInFile(path, rendered);
  if (found === undefined) return { diagnostics };
  return deliverAddons(rendered, deliveredCluster(found, deliverableUnit(rendered)), delivery, repository);
}
