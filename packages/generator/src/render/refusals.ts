import type { ClusterValue } from "@cstack/model";
import type { Addon, Feature } from "../load/repository.ts";
import type { Unit, UnitAddon } from "../resolve/unit.ts";
import type { ClassPatch } from "./class-patches.ts";

/** Values of variables with which the class of a unit refuses a Cluster. */
export interface UnitRefusal {
  /** Of the patch that refuses. */
  name: string;
  /** One template action over the Cluster's variables that yields true where it refuses. */
  when: string;
  message: string;
  /** The feature that says so, or the addon whose values cannot be made. */
  definer: Feature | Addon;
}

/** What a unit refuses: what its features declare, and addons that are on without a variable that their values cannot be made without. */
export function refusalsOf({ features, addons }: Unit): UnitRefusal[] {
  return [
    ...features.flatMap((feature) => (feature.data.refuses ?? []).map((refusal) => ({ ...refusal, definer: feature }))),
    ...addons.flatMap((addon) => refusalsOfAddon(addon)),
  ];
}

function refusalsOfAddon({ addon, switch: own }: UnitAddon): UnitRefusal[] {
  const needed = (addon.clusterValues?.data.values ?? []).filter(isNeeded);
  return needed.map(({ variable, when }): UnitRefusal => {
    const conditions = [
      ...(own === undefined ? [] : [{ variable: own.variable, oneOf: own.values }]),
      ...(when === undefined ? [] : [when]),
    ];
    const chosen = conditions.map((condition) => `${condition.variable} is ${condition.oneOf.join(" or ")}`);
    return {
      name: `${camelCase(addon.data.id)}Needs${variable.split(".").map(capitalized).join("")}`,
      when: `{{ ${[...conditions.map(isOneOf), `empty .${variable}`].reduceRight((rest, condition) => `and (${condition}) (${rest})`)} }}`,
      message: `${variable} must be set${chosen.length === 0 ? "" : ` where ${chosen.join(" and ")}`}: the addon ${addon.data.id} needs it.`,
      definer: addon,
    };
  });
}

function isNeeded(value: ClusterValue): value is ClusterValue & { variable: string } {
  return value.required === true && value.variable !== undefined && value.default === undefined;
}

function isOneOf({ variable, oneOf }: { variable: string; oneOf: readonly (string | boolean)[] }): string {
  return `eq .${variable} ${oneOf.map((value) => JSON.stringify(value)).join(" ")}`;
}

function camelCase(id: string): string {
  return id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function capitalized(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

/**
 * The patches that refuse. The value of each calls `fail`, which ends the topology controller's reconcile with the message, in the condition TopologyReconciled; nothing
 * is ever written to its path. They select the infrastructure cluster, which every Cluster has once.
 * Source: Cluster API v1.14.0, core/reconcilers/topology/cluster/patches/engine.go, Apply: the first patch with errors ends it.
 */
export function refusalPatches(unit: Unit): ClassPatch[] {
  const template = unit.templates.find(({ slot }) => slot === "infrastructureCluster");
  if (template === undefined) return [];
  const selector = { apiVersion: template.apiVersion, kind: template.kind, matchResources: { infrastructureCluster: true } };
  return refusalsOf(unit).map(({ name, when, message }) => ({
    name,
    description: message,
    enabledIf: when,
    definitions: [
      {
        selector,
        jsonPatches: [{ op: "add", path: "/spec/template/metadata", valueFrom: { template: `{{ fail ${JSON.stringify(message)} }}` } }],
      },
    ],
  }));
}
