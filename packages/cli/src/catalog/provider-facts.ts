import type { ProviderFacts } from "@cstack/clusterclass";
import type { CurrentUnit } from "@cstack/release";

/** What the engine judges plans and changes of a provider by, for each provider that units are made for. */
export function providerFacts(units: readonly CurrentUnit[]): Map<string, ProviderFacts> {
  return new Map(
    units.map(({ rendered: { unit } }): [string, ProviderFacts] => {
      const { data, schemas } = unit.provider;
      const kubernetes = unit.layers.flatMap((layer) => layer.versions?.data.kubernetes ?? []);
      const removals = kubernetes.map(({ minor, removed }) => ({ minor, ...(removed === undefined ? {} : { removed }) }));
      return [data.id, { schemas, mutability: data.mutability ?? [], kubernetes: removals }];
    }),
  );
}
