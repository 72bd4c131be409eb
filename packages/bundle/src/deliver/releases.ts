import { type AddonValues, ownChart, type RenderedUnit, type UnitAddon } from "@cstack/generator";
import { type AddonFile, type ClusterValue, type Diagnostic, problem, warning } from "@cstack/model";
import { packChart } from "../archive/index.ts";
import { sha256 } from "../unit/checksums.ts";
import { type DeliveredCluster, isOn } from "./delivered-cluster.ts";

/** Ways to deliver addons without the operator. */
export const deliveries = ["flux", "caaph", "sveltos", "helm"] as const;
export type Delivery = (typeof deliveries)[number];

/** One addon as a Helm release, whatever installs it. */
export interface AddonRelease {
  addon: string;
  title: string;
  /** Where the chart is; without a repository it is the archive alone. */
  chart: { name: string; version: string; repository: string | undefined };
  /** The archive of a chart that nobody publishes. */
  archive: { file: string; content: Uint8Array } | undefined;
  runsIn: AddonFile["runsIn"];
  /** Of the release, in the cluster that it runs in. */
  name: string;
  namespace: string;
  on: boolean;
  /** Values that never change, and those that come from the Cluster. */
  fixed: AddonValues;
  fromCluster: readonly ClusterValue[];
}

/**
 * The addons of a unit as Helm releases for one Cluster, in the order in which the operator applies them. What is on and cannot be delivered in this
 * way is a warning (CS3031). Charts of our own are in `repository`, where one is named; only helm can do without (CS3032).
 */
export function addonReleases(
  rendered: RenderedUnit,
  cluster: DeliveredCluster,
  delivery: Delivery,
  repository?: string,
): { releases: AddonRelease[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const releases = rendered.unit.addons.flatMap((chosen) => {
    if (chosen.addon.data.deliveries.includes(delivery)) return [releaseOf(rendered, chosen, cluster, repository, diagnostics)];
    if (isOn(chosen.switch, cluster)) diagnostics.push(notDelivered(chosen, delivery));
    return [];
  });
  if (delivery !== "helm")
    diagnostics.push(...releases.filter(({ on, chart }) => on && chart.repository === undefined).map(inNoRepository));
  return { releases, diagnostics };
}

function releaseOf(
  { unit, addonValues }: RenderedUnit,
  chosen: UnitAddon,
  cluster: DeliveredCluster,
  repository: string | undefined,
  diagnostics: Diagnostic[],
): AddonRelease {
  const { addon, version } = chosen;
  const { id, title, chart, runsIn, namespace } = addon.data;
  const own = chart.repository === undefined;
  const inWorkload = runsIn === "workload";
  return {
    addon: id,
    title,
    chart: { name: chart.name, version: version.chart, repository: chart.repository ?? repository },
    archive: own
      ? { file: `${chart.name}-${version.chart}.tgz`, content: packChart(chart.name, ownChart(unit, chosen, diagnostics)) }
      : undefined,
    runsIn,
    // Beside the Cluster there may be others with the same addon, and what it reads of the Cluster stands in its namespace.
    name: inWorkload ? id : releaseName(`${cluster.name}-${id}`),
    namespace: inWorkload ? namespace : cluster.namespace,
    on: isOn(chosen.switch, cluster),
    fixed: addonValues.get(id) ?? {},
    fromCluster: addon.clusterValues?.data.values ?? [],
  };
}

/** Helm allows 53 characters. */
const longestName = 53;

/** A longer name is cut, and keeps a part that is its own. */
function releaseName(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName - 9)}-${sha256(name).slice(0, 8)}`;
}

function notDelivered({ addon }: UnitAddon, delivery: Delivery): Diagnostic {
  const { id, deliveries: known } = addon.data;
  return warning("CS3031", addon.document.place(["deliveries"]), `"${id}" is left out: ${delivery} is not among ${known.join(", ")}.`);
}

function inNoRepository({ addon, archive }: AddonRelease): Diagnostic {
  return problem("CS3032", { file: `addons/${addon}/addon.yaml` }, `The chart of "${addon}" (${archive?.file}) has no repository.`);
}
