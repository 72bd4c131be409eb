import { type Diagnostic, hasErrors, toYamlStream } from "@cstack/model";
import { caaphObjects } from "./caaph.ts";
import type { DeliverableUnit } from "./deliverable-unit.ts";
import type { DeliveredCluster } from "./delivered-cluster.ts";
import { fluxObjects } from "./flux.ts";
import { helmScript } from "./helm-script.ts";
import { type AddonRelease, addonReleases } from "./releases.ts";
import { sveltosObjects } from "./sveltos.ts";

/** Ways to deliver addons without the operator. */
export const deliveries = ["flux", "caaph", "sveltos", "helm"] as const;
export type Delivery = (typeof deliveries)[number];

/** What delivers the addons of one Cluster. */
export interface DeliveredTexts {
  /** Manifests, or a script with its values, by file name in the order of use; missing where an error makes them impossible. */
  texts?: Map<string, string>;
  releases: AddonRelease[];
  diagnostics: Diagnostic[];
}

/** The texts that deliver a unit's addons to a Cluster without the operator. `repository` has the charts that nobody else publishes. Pure. */
export function deliverTexts(unit: DeliverableUnit, cluster: DeliveredCluster, delivery: Delivery, repository?: string): DeliveredTexts {
  const { releases, diagnostics } = addonReleases(unit, cluster, delivery, repository);
  const { texts, diagnostics: found } = textsOf(releases, cluster, delivery);
  const all = [...diagnostics, ...found];
  return hasErrors(all) ? { releases, diagnostics: all } : { texts, releases, diagnostics: all };
}

/** Manifests as one stream for `kubectl apply`. */
export function oneText(texts: ReadonlyMap<string, string>): string {
  return [...texts.values()].join("---\n");
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
