import { type Diagnostic, problem, type TemplateSlot } from "@cstack/model";
import type { PatchValue, PlacedOperation, PlacedPatch } from "./expand-patches.ts";
import { pointerParts, valueAt } from "./pointer.ts";

/** Templates of a class by slot, as plain objects. */
export type TemplateObjects = ReadonlyMap<TemplateSlot, unknown>;

/**
 * Cluster API cannot append to a list that is not there. Lists without a seed entry in the class template are composed: all features that
 * append to one become a single patch at the end, which writes the whole list.
 */
export function composeLists(patches: PlacedPatch[], templates: TemplateObjects, diagnostics: Diagnostic[]): PlacedPatch[] {
  const lists = new Map<string, Contribution[]>();
  const kept = patches.map((patch) => {
    const operations = patch.operations.filter((operation) => {
      if (operation.op !== "append" || Array.isArray(valueAt(templates.get(operation.slot), pointerParts(operation.path)))) return true;
      const key = `${operation.slot} ${operation.path}`;
      lists.set(key, [...(lists.get(key) ?? []), { patch, operation }]);
      return false;
    });
    return operations.length === patch.operations.length ? patch : { ...patch, operations };
  });
  const composed = [...lists.values()].map((contributions) => composedPatch(contributions, diagnostics));
  return [...kept.filter((patch) => patch.operations.length > 0), ...composed.filter((patch) => patch !== undefined)];
}

interface Contribution {
  patch: PlacedPatch;
  operation: PlacedOperation;
}

function composedPatch(contributions: Contribution[], diagnostics: Diagnostic[]): PlacedPatch | undefined {
  const [first] = contributions;
  if (first === undefined) return undefined;
  const { slot, path } = first.operation;
  const conditions = contributions.map(({ patch }) => patch.when);
  const always = conditions.some((condition) => condition === undefined);
  const when = always ? undefined : anyOf([...new Set(conditions.filter((condition) => condition !== undefined))]);
  if (when !== undefined && when.length > 256) {
    const place = first.patch.feature.document.place(["patches", first.patch.index]);
    diagnostics.push(
      problem(
        "CS3011",
        place,
        `${contributions.length} patches append to ${path} of ${slot}, which the class template does not have, and their conditions do not fit into one.`,
      ),
    );
    return undefined;
  }
  const features = [...new Set(contributions.map(({ patch }) => patch.feature.data.title))];
  return {
    name: `${slot}${path.split("/").slice(4).map(capitalized).join("")}`,
    description: `The list ${path.slice("/spec/template/spec".length)} of: ${features.join(", ")}.`,
    when,
    feature: first.patch.feature,
    index: first.patch.index,
    operations: [{ slot, op: "add", path, value: { template: contributions.map(listItem).join("") } }],
  };
}

function anyOf(conditions: string[]): string {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined
    ? only
    : `{{ or ${conditions.map((condition) => `(${expression(condition)})`).join(" ")} }}`;
}

function listItem({ patch, operation }: Contribution): string {
  const item = `- ${itemText(operation.value)}\n`;
  return patch.when === undefined ? item : `{{ if ${expression(patch.when)} }}${item}{{ end }}`;
}

function itemText(value: PatchValue | undefined): string {
  if (value === undefined) return "null";
  if ("variable" in value) return `{{ .${value.variable} | toJson }}`;
  if ("value" in value) return JSON.stringify(value.value).replaceAll("{{", '{{ "{{" }}');
  return value.template.trimEnd().replaceAll("\n", "\n  ");
}

/** The expression inside `{{ … }}`: a condition is one action, as the schema demands. */
function expression(condition: string): string {
  return condition.slice(2, -2).trim();
}

function capitalized(part: string): string {
  return part.charAt(0).toUpperCase() + part.slice(1).replace(/[^A-Za-z0-9]/g, "");
}
