import { changesOfVariables } from "@cstack/generator";
import { describe, expect, test } from "vitest";
import { allUnits, renderedUnit } from "../support/repository.ts";

/** What the engine says about a change of each variable, in `cstack explain`. */

const units = allUnits();

describe.each(units.map((unit) => [unit.id, unit] as const))("%s", (_id, unit) => {
  const changes = changesOfVariables(renderedUnit(unit));

  test("says of every variable what a change of it does, and no change is one that the provider refuses", () => {
    expect([...changes.keys()]).toEqual(unit.variables.map(({ name }) => name));
    expect([...changes].filter(([, words]) => /refused|changes nothing/.test(words))).toEqual([]);
  });

  test("says of those with the rule that they are fixed, at least once they have a value, and of no other", () => {
    const immutable = unit.variables.filter(({ schema }) =>
      JSON.stringify(schema["x-kubernetes-validations"] ?? []).includes("self == oldSelf"),
    );
    const names = new Set(immutable.map(({ name }) => name));
    for (const [name, words] of changes) {
      if (names.has(name)) expect(words, name).toMatch(/^fixed when|parts of it are fixed$/);
      else expect(words, name).not.toMatch(/^fixed/);
    }
  });
});

test("variables of OpenStack are classified by CAPO's webhook and by what replaces machines", () => {
  const changes = changesOfVariables(renderedUnit(units.find(({ provider }) => provider.data.id === "openstack")!));
  const named = (...names: string[]) => names.map((name) => changes.get(name));
  expect(new Set(named("dnsNameservers", "controlPlaneAvailabilityZones", "controlPlaneOmitAvailabilityZone"))).toEqual(
    new Set(["in place"]),
  );
  expect(new Set(named("nodeCIDR", "networkMTU", "apiServerLoadBalancer", "clusterTags"))).toEqual(
    new Set(["fixed when the cluster is made"]),
  );
  expect(new Set(named("imageName", "configDrive", "sshKeyName"))).toEqual(new Set(["replaces all machines"]));
  expect(named("controlPlaneFlavor", "workerFlavor")).toEqual(["replaces control plane machines", "replaces worker machines"]);
});
