import { renderTemplate } from "@cstack/gotemplate";
import { type Diagnostic, problem, warning } from "@cstack/model";
import type { Delivery } from "./deliver.ts";
import type { DeliverableAddon, DeliverableUnit } from "./deliverable-unit.ts";
import { type DeliveredCluster, isOn } from "./delivered-cluster.ts";

/** One addon as a Helm release, whatever installs it. */
export interface AddonRelease extends Pick<DeliverableAddon, "title" | "runsIn" | "values"> {
  addon: string;
  /** Where the chart is; without a repository it is the archive alone. */
  chart: { name: string; version: string; repository: string | undefined };
  /** File name of the archive of a chart that nobody publishes. */
  archive: string | undefined;
  /** Of the release, in the cluster that it runs in. */
  name: string;
  namespace: string;
  on: boolean;
}

/** Why a text is no repository of charts as Helm and the controllers take it; undefined where it is one. */
export function chartRepositoryProblem(text: string): string | undefined {
  return /^(oci|https):\/\/./.test(text) ? undefined : `"${text}" is no repository; write oci://registry.example.com/charts.`;
}

/**
 * The addons of a unit as Helm releases for one Cluster, in the order in which the operator applies them. What is on and cannot be delivered in this
 * way is a warning (CS3031). Charts of our own are in `repository`, where one is named; only helm can do without (CS3032).
 */
export function addonReleases(
  { addons }: DeliverableUnit,
  cluster: DeliveredCluster,
  delivery: Delivery,
  repository?: string,
): { releases: AddonRelease[]; diagnostics: Diagnostic[] } {
  const delivered = addons.filter(({ deliveries }) => deliveries.includes(delivery));
  const left = addons.filter((addon) => !delivered.includes(addon) && isOn(addon, cluster));
  const releases = delivered.map((addon) => releaseOf(addon, cluster, repository));
  const unpublished = delivery === "helm" ? [] : releases.filter(({ on, chart }) => on && chart.repository === undefined);
  return { releases, diagnostics: [...left.map((addon) => notDelivered(addon, delivery)), ...unpublished.map(inNoRepository)] };
}

function releaseOf(addon: DeliverableAddon, cluster: DeliveredCluster, repository: string | undefined): AddonRelease {
  const { id, title, chart, runsIn, namespace, values } = addon;
  const inWorkload = runsIn === "workload";
  return {
    addon: id,
    title,
    chart: { name: chart.name, version: chart.version, repository: chart.repository ?? repository },
    archive: chart.repository === undefined ? `${chart.name}-${chart.version}.tgz` : undefined,
    runsIn,
    // Beside the Cluster there may be others with the same addon, and what it reads of the Cluster stands in its namespace.
    name: inWorkload ? id : releaseName(`${cluster.name}-${id}`),
    namespace: inWorkload ? namespace : cluster.namespace,
    on: isOn(addon, cluster),
    values,
  };
}

/** Helm allows 53 characters. */
const longestName = 53;

/** A longer name is cut, and keeps a part that is its own. */
function releaseName(name: string): string {
  if (name.length <= longestName) return name;
  const own = renderTemplate("name", "{{ . | sha256sum | trunc 8 }}", name);
  return `${name.slice(0, longestName - 9)}-${own}`;
}

function notDelivered({ id, deliveries }: DeliverableAddon, delivery: Delivery): Diagnostic {
  return warning("CS3031", sourceOf(id), `"${id}" is left out: ${delivery} is not among ${deliveries.join(", ")}.`);
}

function inNoRepository({ addon, archive }: AddonRelease): Diagnostic {
  return problem("CS3032", sourceOf(addon), `The chart of "${addon}" (${archive}) has no repository.`);
}

function sourceOf(addon: string): { file: string } {
  return { file: `addons/${addon}/addon.yaml` };
}
