import { type Diagnostic, type Patch, problem } from "@cstack/model";
import type { Unit } from "../resolve/unit.ts";
import { conditionExpression, type PatchValue, type PlacedPatch } from "./expand-patches.ts";

/** More items than this would be more patches than anybody reads. */
const mostItems = 32;

/**
 * Cluster API applies a JSON patch once, so a list of any length cannot be appended by one. A patch with `each` becomes one for every place in its
 * list variable, enabled where the list is that long. Their number is the variable's maxItems.
 */
export function expandEach(patches: PlacedPatch[], unit: Unit, diagnostics: Diagnostic[]): PlacedPatch[] {
  return patches.flatMap((patch) => {
    const { each } = patch;
    if (each === undefined) return [patch];
    const length = patch.operations.some(({ op }) => op !== "append") ? "it does not only append." : lengthOf(each, unit);
    if (typeof length === "string") {
      diagnostics.push(problem("CS3013", patch.feature.document.place(["patches", patch.index]), `"${patch.name}": ${length}`));
      return [];
    }
    return Array.from({ length }, (_, item) => patchOfItem(patch, each, item));
  });
}

/** The largest number of items of a list, which is a variable or a member of one. */
function lengthOf(path: string, unit: Unit): number | string {
  const [name, ...members] = path.split(".");
  const variable = unit.variables.find((candidate) => candidate.name === name)?.schema as ListSchema | undefined;
  const schema = members.reduce((outer, member) => outer?.properties?.[member], variable);
  if (schema?.type !== "array") return `"${path}" is no list.`;
  if (schema.maxItems !== undefined && schema.maxItems <= mostItems) return schema.maxItems;
  return `the list "${path}" needs a maxItems of at most ${mostItems}.`;
}

interface ListSchema {
  type?: string;
  maxItems?: number;
  properties?: Record<string, ListSchema>;
}

function patchOfItem(patch: PlacedPatch, variable: string, item: number): PlacedPatch {
  const { each: _, ...rest } = patch;
  const longEnough = `gt (len (default list .${variable})) ${item}`;
  const condition = patch.when === undefined ? undefined : withItem(conditionExpression(patch.when), variable, item);
  return {
    ...rest,
    name: `${patch.name}${item + 1}`,
    when: condition === undefined ? `{{ ${longEnough} }}` : `{{ and (${longEnough}) (${condition}) }}`,
    operations: patch.operations.map((operation) => ({ ...operation, value: valueOfItem(operation.value, variable, item) })),
  };
}

function valueOfItem(value: PatchValue | undefined, variable: string, item: number): PatchValue | undefined {
  return value !== undefined && "template" in value ? { template: withItem(value.template, variable, item) } : value;
}

/** A template in which `$item` stands for an item of a list, with the item in its place; `$` is the data of the Cluster inside `range`, too. */
export function withItem(template: string, variable: string, item: number): string {
  return template.replaceAll(/\$item\b/g, `(index $.${variable} ${item})`);
}

/** Whether a patch of a class, by its name, is made of a feature's patch. */
export function isMadeOf(name: string, patch: Patch): boolean {
  return name === patch.name || (patch.each !== undefined && name.startsWith(patch.name) && /^\d+$/.test(name.slice(patch.name.length)));
}
