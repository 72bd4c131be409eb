import { dataReferences, parseTemplate, TemplateError } from "@cstack/gotemplate";
import { type Diagnostic, type Patch, problem } from "@cstack/model";
import { withItem } from "../render/expand-each.ts";
import { variablesOfAddons } from "../resolve/switches.ts";
import type { Unit } from "../resolve/unit.ts";

/** Variables of a unit that no patch and no addon reads: they would promise something that does not happen. */
export function unusedVariables(unit: Unit): Diagnostic[] {
  const read = new Set([...variablesOfAddons(unit.addons), ...variablesOfPatches(unit)]);
  return unit.variables
    .filter(({ name }) => !read.has(name))
    .flatMap(({ name, definedIn: [definer] }) => {
      if (definer === undefined) return [];
      const index = (definer.data.variables ?? []).findIndex((variable) => variable.name === name);
      return [
        problem(
          "CS3012",
          definer.document.place(["variables", index]),
          `No patch and no addon of ${unit.id} reads the variable "${name}".`,
        ),
      ];
    });
}

/** Names of the variables that patches of a unit read: those that can change an object of a Cluster. */
export function variablesOfPatches(unit: Unit): Set<string> {
  return new Set(unit.features.flatMap(({ data }) => (data.patches ?? []).flatMap((patch) => [...variablesOfPatch(patch)])));
}

const known = new WeakMap<Patch, ReadonlySet<string>>();

/** Names at the top of what a patch reads: in its condition, its templates and its values. Remembered, because units share features. */
export function variablesOfPatch(patch: Patch): ReadonlySet<string> {
  const found =
    known.get(patch) ??
    new Set([patch.when, ...patch.ops.map(({ template }) => template)].flatMap((text) => templateReads(text, patch.each)));
  if (patch.each !== undefined) (found as Set<string>).add(patch.each.split(".")[0] ?? patch.each);
  for (const { variable } of patch.ops) if (variable !== undefined) (found as Set<string>).add(/^[^.[]+/.exec(variable)?.[0] ?? variable);
  known.set(patch, found);
  return found;
}

/** A template that cannot be parsed reads nothing here; the rules of the class say what is wrong with it. */
function templateReads(text: string | undefined, each: string | undefined): string[] {
  if (text === undefined) return [];
  try {
    return dataReferences(parseTemplate("patch", each === undefined ? text : withItem(text, each, 0))).flatMap(({ path }) => path[0] ?? []);
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}
