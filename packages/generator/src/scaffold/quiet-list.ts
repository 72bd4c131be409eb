import { parseRepository } from "../load/parse-repository.ts";
import type { Provider, Repository } from "../load/repository.ts";
import { classTemplates } from "../render/class-templates.ts";
import { EjsRenderer } from "../render/ejs.ts";
import { placePatches } from "../render/expand-patches.ts";
import { pointerParts, valueAt } from "../render/pointer.ts";
import { resolveUnit, unitId } from "../resolve/resolve.ts";
import type { Unit } from "../resolve/unit.ts";
import { offerOf, stackFile } from "./new-stack.ts";

/**
 * How many entries a list has in each template of a target while no feature is switched on: those of the class template and those that
 * patches without a condition append. Undefined where the provider has no such target or cannot be resolved.
 */
export function quietLengths(repository: Repository, provider: Provider, target: string, list: string): number[] | undefined {
  const unit = sampleUnit(repository, provider);
  const places = unit?.targets.get(target);
  if (unit === undefined || places === undefined) return undefined;
  const templates = classTemplates(unit, unit.id, new EjsRenderer(), []);
  const appended = placePatches(unit, [])
    .filter((patch) => patch.when === undefined && patch.each === undefined)
    .flatMap((patch) => patch.operations)
    .filter((operation) => operation.op === "append");
  return places.map(({ slot, prefix = "" }) => {
    const path = prefix + list;
    const seeds = valueAt(templates.get(slot), pointerParts(path));
    const added = appended.filter((operation) => operation.slot === slot && operation.path === path);
    return (Array.isArray(seeds) ? seeds.length : 0) + added.length;
  });
}

const sampleStack = "sample";

/** A unit of the provider in a stack of its own with all features, whether or not a stack of the repository offers it. */
function sampleUnit(repository: Repository, provider: Provider): Unit | undefined {
  const offer = offerOf(repository, provider);
  const minor = offer.minors.at(-1);
  if (minor === undefined) return undefined;
  const text = stackFile(sampleStack, [offer]);
  const { stacks } = parseRepository({ files: new Map([[`stacks/${sampleStack}/stack.yaml`, text]]) }).repository;
  const key = { id: unitId(provider.data.id, sampleStack, minor), stack: sampleStack, provider: provider.data.id, minor };
  return resolveUnit({ ...repository, stacks }, key).unit;
}
