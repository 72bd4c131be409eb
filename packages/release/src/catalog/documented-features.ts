import { patchOwner, type RenderedUnit } from "@cstack/generator";
import type { DocumentedFeature, DocumentedPatch } from "./unit-document.ts";

/** Features of a unit, in the order of their patches. */
export function featuresOfUnit({ unit }: RenderedUnit): DocumentedFeature[] {
  return unit.features.map(({ provider, data: { id, title, docs, role, requires = [], variables = [], patches = [] } }) => ({
    id,
    title,
    docs,
    provider,
    ...(role === undefined ? {} : { role }),
    requires,
    variables: variables.map(({ name }) => name),
    patches: patches.map(({ name }) => name),
  }));
}

/** Patches of the class with the features that they come from. */
export function withFeatures(patches: readonly DocumentedPatch[], { unit }: RenderedUnit): DocumentedPatch[] {
  return patches.map((patch) => {
    const owner = patchOwner(unit, patch.name);
    return { ...patch, features: unit.features.filter((feature) => feature === owner).map(({ data }) => data.id) };
  });
}
