import { type Diagnostic, type FeatureFile, problem, type StackFile, unknownName } from "@cstack/model";
import type { Feature, Provider, Stack } from "../load/repository.ts";
import { inRange } from "./minors.ts";
import type { UnitVariable } from "./unit.ts";

/**
 * The features a stack ships on a provider for a minor, in their one order: included providers first, then the provider's own,
 * by id inside each, and those that come last after all others. Patches and variables follow this order.
 */
export function chooseFeatures(stack: Stack, provider: Provider, layers: Provider[], minor: string, diagnostics: Diagnostic[]): Feature[] {
  const all = offeredFeatures(layers, diagnostics);
  const choice = stack.data.providers[provider.data.id]?.features ?? "all";
  const path = ["providers", provider.data.id, "features"];
  reportUnknown(choice, all, stack, path, diagnostics);
  const chosen = all.filter((feature) => isChosen(choice, feature.data.id) && inRange(minor, feature.data.kubernetes));
  const ids = new Set(chosen.map((feature) => feature.data.id));
  for (const feature of chosen) {
    for (const [index, id] of (feature.data.requires ?? []).entries()) {
      if (ids.has(id)) continue;
      const message = `The feature "${feature.data.id}" requires "${id}", which ${stack.data.id} on ${provider.data.id} does not ship for ${minor}.`;
      diagnostics.push(problem("CS2009", feature.document.place(["requires", index]), message));
    }
  }
  const isLast = ({ data }: Feature): boolean => data.last === true;
  return [...chosen.filter((feature) => !isLast(feature)), ...chosen.filter(isLast)].map((feature) => forMinor(feature, minor));
}

/** The features of all layers but those that one of them says are without effect on it. */
function offeredFeatures(layers: Provider[], diagnostics: Diagnostic[]): Feature[] {
  const all = layers.flatMap((layer) => layer.features);
  const known = all.map((feature) => feature.data.id);
  for (const layer of layers) {
    for (const [index, { id }] of (layer.data.withoutFeatures ?? []).entries()) {
      if (known.includes(id)) continue;
      diagnostics.push(problem("CS1202", layer.document.place(["withoutFeatures", index, "id"]), unknownName("feature", id, known)));
    }
  }
  const absent = new Set(layers.flatMap((layer) => layer.data.withoutFeatures ?? []).map(({ id }) => id));
  return all.filter((feature) => !absent.has(feature.data.id));
}

function isChosen(choice: NonNullable<StackFile["providers"][string]["features"]>, id: string): boolean {
  if (choice === "all") return true;
  return Array.isArray(choice) ? choice.includes(id) : !choice.except.includes(id);
}

function reportUnknown(
  choice: NonNullable<StackFile["providers"][string]["features"]>,
  all: Feature[],
  stack: Stack,
  path: string[],
  diagnostics: Diagnostic[],
): void {
  if (choice === "all") return;
  const known = all.map((feature) => feature.data.id);
  const [names, below] = Array.isArray(choice) ? [choice, path] : [choice.except, [...path, "except"]];
  for (const [index, name] of names.entries()) {
    if (known.includes(name)) continue;
    diagnostics.push(problem("CS1202", stack.document.place([...below, index]), unknownName("feature", name, known)));
  }
}

/** Leaves out features whose role nothing shipped can fill: their variable does not exist, so their docs and patches mean nothing. */
export function withoutUnfilledRoles(features: readonly Feature[], variables: readonly UnitVariable[]): Feature[] {
  const names = new Set(variables.map(({ name }) => name));
  return features.filter(({ data }) => (data.variables ?? []).every(({ name, options }) => options?.length !== 0 || names.has(name)));
}

const ofMinors = new WeakMap<Feature, Map<string, Feature>>();

/** Leaves out what a feature has for other minors only. The same object wherever the same is left out: units share what is made of their features. */
function forMinor(feature: Feature, minor: string): Feature {
  const { variables = [], patches = [], checks = [] } = feature.data;
  const [keptVariables, keptPatches, keptChecks] = [variables, patches, checks].map((items) =>
    items.map((item) => inRange(minor, item.kubernetes)),
  );
  const choice = JSON.stringify([keptVariables, keptPatches, keptChecks]);
  if (!choice.includes("false")) return feature;
  const known = ofMinors.get(feature) ?? new Map<string, Feature>();
  ofMinors.set(feature, known);
  const kept = {
    variables: variables.filter((_, index) => keptVariables?.[index]),
    patches: patches.filter((_, index) => keptPatches?.[index]),
    checks: checks.filter((_, index) => keptChecks?.[index]),
  };
  const found = known.get(choice) ?? { ...feature, data: { ...feature.data, ...kept } satisfies FeatureFile };
  known.set(choice, found);
  return found;
}
