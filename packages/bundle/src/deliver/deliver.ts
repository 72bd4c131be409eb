import { type RenderedUnit, toYamlStream } from "@cstack/generator";
import { type Diagnostic, hasErrors } from "@cstack/model";
import { caaphObjects } from "./caaph.ts";
import type { DeliveredCluster } from "./delivered-cluster.ts";
import { fluxObjects } from "./flux.ts";
import { helmScript } from "./helm-script.ts";
import { type AddonRelease, addonReleases, type Delivery } from "./releases.ts";
import { sveltosObjects } from "./sveltos.ts";

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
  const { releases, diagnostics } = addonReleases(rendered, cluster, delivery, repository);
  const archives = new Map(
    releases.flatMap(({ on, archive }) => (on && archive !== undefined ? [[`charts/${archive.file}`, archive.content]] : [])),
  );
  const { texts, diagnostics: found } = textsOf(releases, cluster, delivery);
  const all = [...diagnostics, ...found];
  return hasErrors(all) ? { releases, diagnostics: all } : { files: { texts, archives }, releases, diagnostics: all };
}

function textsOf(
  releases: readonly AddonRelease[],
  cluster: DeliveredCluster,
  delivery: Delivery,
): { texts: Map<string, string>; diagnostics: Diagnostic[] } {
  switch (delivery) {
    case "helm": {
      const { files, diagnostics } = helmScript(releases, cluster);
      return { texts: files, diagnostics };
    }
    case "flux": {
      const { objects, diagnostics } = fluxObjects(releases, cluster);
      return { texts: manifests(objects), diagnostics };
    }
    case "caaph":
      return { texts: manifests(caaphObjects(releases, cluster)), diagnostics: [] };
    case "sveltos":
      return { texts: manifests(sveltosObjects(releases, cluster)), diagnostics: [] };
  }
}

/** Files whose names sort in the order of their objects. */
function manifests(objects: ReadonlyMap<string, readonly unknown[]>): Map<string, string> {
  return new Map([...objects].map(([name, list], index) => [`${String(index).padStart(2, "0")}-${name}.yaml`, toYamlStream(list)]));
}
