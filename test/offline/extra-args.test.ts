import { type JsonObject, planCluster } from "@cstack/clusterclass";
import { sampleWith, type Unit } from "@cstack/generator";
import { describe, expect, test } from "vitest";
import { allUnits, renderedUnit } from "../support/repository.ts";

/**
 * Names in a list of kubeadm's flags are unique. A flag that some variable sets must therefore be refused in `extraArgs`, or the Cluster would be admitted
 * and its control plane never made.
 */

const components: Record<string, RegExp> = {
  apiServer: /\/apiServer\/extraArgs$/,
  controllerManager: /\/controllerManager\/extraArgs$/,
  scheduler: /\/scheduler\/extraArgs$/,
  etcd: /\/etcd\/local\/extraArgs$/,
  kubelet: /\/kubeletExtraArgs$/,
};

describe("flags that features set are refused as further flags in", () => {
  test.each(allUnits().map((unit) => [unit.id, unit] as const))("%s", (_id, unit) => {
    const owned = ownedFlags(unit);
    const accepted = owned.filter(({ component, flag }) => {
      const extraArgs: JsonObject = { [component]: { [flag]: "x" } };
      return planCluster(sampleWith(renderedUnit(unit), { extraArgs })).errors.every(({ field }) => !field.endsWith(`value.${component}`));
    });
    expect(accepted).toEqual([]);
    expect(owned.length).toBeGreaterThan(20);
  });
});

/** Every flag that an operation of a feature writes by name. */
function ownedFlags({ features }: Unit): { component: string; flag: string }[] {
  const operations = features.flatMap(({ data }) => (data.patches ?? []).flatMap(({ ops }) => ops));
  return operations.flatMap((op) =>
    Object.entries(components).flatMap(([component, path]) =>
      path.test(op.append ?? op.extend ?? "") ? flagsOf(op).map((flag) => ({ component, flag })) : [],
    ),
  );
}

function flagsOf({ value, template = "" }: { value?: unknown; template?: string }): string[] {
  const literal = (value as { name?: string } | undefined)?.name;
  const written = [...template.matchAll(/^(?:- \{)?name: ([a-z][a-z0-9-]*)/gm)].map(([, name]) => name!);
  return literal === undefined ? written : [literal];
}
