import type { AddonFacts, Unit } from "@cstack/generator";
import type { DocumentedAddon } from "./unit-document.ts";

/** Addons with all that their sources say, in the order of the unit. */
export function addonsOfUnit({ addons }: Unit): DocumentedAddon[] {
  return addons.map(({ addon: { data }, version, switch: own }) => {
    const { id, title, docs, stage, deliveries, runsIn, namespace, chart, role, requires = [] } = data;
    const { app, digest } = version;
    return {
      id,
      chart: version.chart,
      ...(own === undefined ? {} : { switch: own }),
      details: {
        title,
        docs,
        stage,
        deliveries,
        runsIn,
        namespace,
        chart,
        ...(app === undefined ? {} : { app }),
        ...(digest === undefined ? {} : { digest }),
        ...(role === undefined ? {} : { role }),
        requires,
      },
    };
  });
}

/** Addons as the ledger keeps them. */
export function addonsOfFacts(facts: readonly AddonFacts[]): DocumentedAddon[] {
  return facts.map(({ addon, chart, switch: own }) => ({ id: addon, chart, ...(own === undefined ? {} : { switch: own }) }));
}
