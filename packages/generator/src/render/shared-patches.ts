import { type Diagnostic, deepFrozen, hasErrors, type TemplateSlot } from "@cstack/model";
import type { Provider } from "../load/repository.ts";
import type { Unit } from "../resolve/unit.ts";
import { checkPaths } from "./check-paths.ts";
import { type ClassPatch, classPatches } from "./class-patches.ts";
import type { KubernetesManifest } from "./class-templates.ts";
import { composeLists } from "./compose-lists.ts";
import { expandEach } from "./expand-each.ts";
import { type PlacedPatch, placePatches } from "./expand-patches.ts";
import { refusalPatches } from "./refusals.ts";

/** Patches of a class and what was found while they were made. */
export interface MadePatches {
  /** Undefined where a patch could not be placed on the templates. */
  patches: ClassPatch[] | undefined;
  diagnostics: Diagnostic[];
}

/** What the patches of a unit are made of, beside its provider. */
interface Made extends MadePatches {
  parts: unknown[];
}

const made = new WeakMap<Provider, Made[]>();
const remembered = 16;

/**
 * The patches of a unit's class on its templates, whose specs are the same object where their texts are equal. Units of one provider with the same
 * features and class templates, as most minors and many stacks have, share them: the result is made once, and frozen, so that what writes
 * and judges it can remember it too.
 */
export function sharedPatches(unit: Unit, templates: ReadonlyMap<TemplateSlot, KubernetesManifest>): MadePatches {
  const defaults = JSON.stringify(unit.stack.data.defaults ?? {});
  const parts = [
    defaults,
    JSON.stringify(refusalPatches(unit)),
    ...unit.layers,
    ...unit.features,
    ...[...templates].flatMap(([slot, { apiVersion, spec }]) => [slot, apiVersion, spec]),
  ];
  const known = made.get(unit.provider) ?? [];
  made.set(unit.provider, known);
  const found = known.find((each) => each.parts.length === parts.length && each.parts.every((part, index) => part === parts[index]));
  if (found !== undefined) return found;
  const result = { parts, ...makePatches(unit, templates) };
  known.unshift(result);
  known.length = Math.min(known.length, remembered);
  return result;
}

/** As {@link sharedPatches}, made anew; `convert` moves them to another API of the provider. */
export function makePatches(
  unit: Unit,
  templates: ReadonlyMap<TemplateSlot, KubernetesManifest>,
  convert: (patches: PlacedPatch[], diagnostics: Diagnostic[]) => PlacedPatch[] = (patches) => patches,
): MadePatches {
  const diagnostics: Diagnostic[] = [];
  const placed = placePatches(unit, diagnostics);
  if (hasErrors(diagnostics)) return { patches: undefined, diagnostics };
  const composed = expandEach(composeLists(placed, templates, diagnostics), unit, diagnostics);
  diagnostics.push(...checkPaths(composed, templates));
  const patches = [...refusalPatches(unit), ...classPatches(unit, convert(composed, diagnostics), diagnostics)];
  return { patches: deepFrozen(patches), diagnostics };
}
