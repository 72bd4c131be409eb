import type { ClassVariable } from "../../api/cluster-class.ts";
import { failed } from "../../api/fields.ts";
import type { Json, JsonObject } from "../../api/json.ts";
import type { CompiledPatch } from "../../patches/compile-patches.ts";
import type { ClassItem } from "./class-items.ts";
import { type ClassModel, operationsOn, valuesFor, variablesOf, variablesRead } from "./class-model.ts";
import type { Row } from "./combinations.ts";
import { patchesBefore } from "./related-patches.ts";
import { runPatches } from "./run-patches.ts";

/** A value of a variable and the template that comes of it; no template if patches fail with it. */
export interface TriedValue {
  value: Json | undefined;
  template: JsonObject | undefined;
}

/**
 * Tries the values of a variable on a template of the class, with up to `limit` combinations of values of the variables that are read beside
 * it. One sequence for each combination; none if no patch on the template reads the variable.
 */
export function* triedValues(model: ClassModel, item: ClassItem, { name }: ClassVariable, limit: number): Generator<Iterable<TriedValue>> {
  const patches = feedingPatches(model, item, name);
  if (patches.length === 0) return;
  const beside = variablesRead(model, patches);
  beside.delete(name);
  for (const row of valuesFor(model, beside, limit).rows) {
    yield valuesOf(row);
  }

  function* valuesOf(row: Row): Generator<TriedValue> {
    for (const value of model.candidates.get(name) ?? []) {
      const { result } = runPatches(item, patches, variablesOf(model, item, { ...row, [name]: value }));
      yield { value, template: failed(result) ? undefined : result };
    }
  }
}

/** The patches on the item that read the variable, and those before them that decide what they find. */
function feedingPatches(model: ClassModel, item: ClassItem, name: string): CompiledPatch[] {
  const { patches } = model;
  const reading = patches.filter((patch) => operationsOn(item, patch).length > 0 && model.readBy.get(patch)!.has(name));
  const chosen = new Set(reading.flatMap((patch) => [...patchesBefore(item, patches, patches.indexOf(patch)), patch]));
  return patches.filter((patch) => chosen.has(patch));
}
