import type { Addon, Feature } from "../load/repository.ts";
import type { Unit } from "../resolve/unit.ts";
import { isMadeOf } from "./expand-each.ts";
import { refusalsOf } from "./refusals.ts";

/** The feature or addon that a patch of a unit's class comes from; undefined where several features make it together. */
export function patchOwner(unit: Unit, patch: string): Feature | Addon | undefined {
  const refusal = refusalsOf(unit).find(({ name }) => name === patch);
  return refusal?.definer ?? unit.features.find(({ data }) => (data.patches ?? []).some((own) => isMadeOf(patch, own)));
}
