import type { DeliverableAddon, DeliverableUnit } from "@cstack/delivery";
import { type AddonValues, type RenderedUnit, type UnitAddon, valuesTemplate } from "@cstack/generator";

/** What a rendered unit says about the delivery of its addons, as data. Templates are those of a Cluster in any shape that has `spec.topology`. */
export function deliverableUnit({ unit, addonValues }: RenderedUnit): DeliverableUnit {
  const kind = unit.templates.find(({ slot }) => slot === "infrastructureCluster")?.kind.replace(/Template$/, "");
  return {
    id: unit.id,
    kubernetes: unit.kubernetes.version,
    ...(kind === undefined ? {} : { infraClusterKind: kind }),
    addons: unit.addons.map((chosen) => deliverableAddon(chosen, addonValues.get(chosen.addon.data.id) ?? {})),
  };
}

function deliverableAddon({ addon, version, switch: own }: UnitAddon, fixed: AddonValues): DeliverableAddon {
  const { id, title, runsIn, namespace, deliveries, chart } = addon.data;
  const fromCluster = addon.clusterValues?.data.values ?? [];
  const { name, repository } = chart;
  return {
    id,
    title,
    runsIn,
    namespace,
    deliveries,
    chart: { name, version: version.chart, ...(repository === undefined ? {} : { repository }) },
    ...(own === undefined ? {} : { switch: own }),
    values: {
      // Templates of Cluster API's addon provider for Helm read `.Cluster` and `.InfraCluster`, as those of the operator do.
      caaph: valuesTemplate(fixed, fromCluster, { infraCluster: ".InfraCluster" }),
      sveltos: valuesTemplate(fixed, fromCluster, { infraCluster: ".InfrastructureProvider" }),
    },
  };
}
