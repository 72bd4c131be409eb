import { type VariableEffect, variableEffects } from "@cstack/clusterclass";
import type { RenderedUnit } from "../render/render-unit.ts";
import { variablesOfAddons } from "../resolve/switches.ts";
import { sampleWith } from "./sample-cluster.ts";

/** What a change of one variable does to a Cluster of a unit that exists, in a few words, by the name of the variable. */
export function changesOfVariables(rendered: RenderedUnit): Map<string, string> {
  const { unit } = rendered;
  const { clusterClass, templates } = sampleWith(rendered, {});
  const facts = { schemas: unit.provider.schemas, mutability: unit.provider.data.mutability ?? [] };
  const effects = variableEffects(clusterClass, templates, facts);
  const readByAddons = variablesOfAddons(unit.addons);
  return new Map(effects.map((effect) => [effect.name, inWords(effect, unit.workerClasses, readByAddons.has(effect.name))]));
}

function inWords(effect: VariableEffect, workerClasses: readonly string[], ofAddons: boolean): string {
  const words = ofChange(effect, workerClasses);
  const addons = ofAddons && effect.change !== "fixed" ? withAddons(effect, words) : words;
  return effect.partlyFixed ? `${addons}; parts of it are fixed` : addons;
}

function withAddons({ change }: VariableEffect, words: string): string {
  return change === "none" ? "changes addons in place" : `${words}; changes addons in place`;
}

function ofChange({ change, rolls }: VariableEffect, workerClasses: readonly string[]): string {
  switch (change) {
    case "fixed":
      return "fixed when the cluster is made";
    case "refused":
      return "refused by the provider";
    case "rolls":
      return `replaces ${machines(rolls, workerClasses)}`;
    case "in place":
      return "in place";
    case "unknown":
      return "not known: patches read it, and no value that was tried changed anything";
    case "none":
      return "changes nothing";
  }
}

function machines(rolls: readonly string[], workerClasses: readonly string[]): string {
  const workers = workerClasses.filter((name) => rolls.includes(`machineDeployment/${name}`));
  const controlPlane = rolls.includes("controlPlane");
  if (workers.length === workerClasses.length) return controlPlane ? "all machines" : "worker machines";
  return [...(controlPlane ? ["control plane machines"] : []), ...workers.map((name) => `workers of ${name}`)].join(" and ");
}
