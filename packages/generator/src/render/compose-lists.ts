import { type Diagnostic, problem, type TemplateSlot } from "@cstack/model";
import { type Contribution, composedPatch, literal, oneValueText, underCondition } from "./compose-texts.ts";
import type { DeclaredVerb, PatchValue, PlacedOperation, PlacedPatch } from "./expand-patches.ts";
import { pointerParts, valueAt } from "./pointer.ts";

/** Templates of a class by slot, as plain objects. */
export type TemplateObjects = ReadonlyMap<TemplateSlot, unknown>;

/**
 * Cluster API cannot append to a list that is not there, and cannot append several items at once. So some lists are composed: all that features
 * contribute becomes a single patch that writes the whole list.
 * - A list without a seed entry in the class template is written at the end.
 * - A list with one is written at the start where features extend it, its seed first; what is appended item by item follows. Those patches keep
 *   their own conditions and templates, which together would not fit into one.
 */
export function composeLists(patches: PlacedPatch<DeclaredVerb>[], templates: TemplateObjects, diagnostics: Diagnostic[]): PlacedPatch[] {
  const lists = new Map<string, ComposedList>();
  const kept = patches.map((patch): PlacedPatch => {
    const operations = patch.operations.flatMap((operation): PlacedOperation[] => {
      const { op, slot, path } = operation;
      if (op !== "append" && op !== "extend") return [{ ...operation, op }];
      const seeds = seedsOf(operation, templates);
      if (op === "append" && seeds !== undefined) return [{ ...operation, op }];
      const list: ComposedList = lists.get(`${slot} ${path}`) ?? { seeds, contributions: [] };
      list.contributions.push({ patch, operation });
      lists.set(`${slot} ${path}`, list);
      return [];
    });
    return { ...patch, operations };
  });
  const written = (list: ComposedList) => listPatch(list, diagnostics) ?? [];
  const [extended, composed] = [true, false].map((seeded) => [...lists.values()].filter(({ seeds }) => (seeds !== undefined) === seeded));
  return [
    ...(extended ?? []).flatMap(written),
    ...kept.filter((patch) => patch.operations.length > 0),
    ...(composed ?? []).flatMap(written),
  ];
}

interface ComposedList {
  /** Entries that the list has in the class template; undefined where there is no list. */
  seeds: unknown[] | undefined;
  contributions: Contribution[];
}

/** The entries that a list has in the class template; undefined where there is no list. */
function seedsOf({ slot, path }: PlacedOperation<DeclaredVerb>, templates: TemplateObjects): unknown[] | undefined {
  const list = valueAt(templates.get(slot), pointerParts(path));
  return Array.isArray(list) ? list : undefined;
}

function listPatch({ seeds = [], contributions }: ComposedList, diagnostics: Diagnostic[]): PlacedPatch | undefined {
  const [first] = contributions;
  if (first === undefined) return undefined;
  const { slot, path } = first.operation;
  const repeated = contributions.find(({ patch }) => patch.each !== undefined)?.patch;
  if (repeated !== undefined) {
    const place = repeated.feature.document.place(["patches", repeated.index]);
    diagnostics.push(problem("CS3013", place, `"${repeated.name}": the list ${path} of ${slot} has no seed.`));
    return undefined;
  }
  const template = [...seeds.map(literalItem), ...contributions.map(listItems)].join("");
  return composedPatch(contributions, { what: "list", path, template }, diagnostics);
}

function listItems({ patch, operation }: Contribution): string {
  return underCondition(patch, operation.op === "extend" ? severalItems(operation.value) : `- ${itemText(operation.value)}\n`);
}

/** The items that an extend gives; its template writes them as a YAML list that starts at the first column. */
function severalItems(value: PatchValue | undefined): string {
  if (value === undefined) return "";
  if ("variable" in value) return `{{ range .${value.variable} }}- {{ . | toJson }}\n{{ end }}`;
  if ("value" in value) return Array.isArray(value.value) ? value.value.map(literalItem).join("") : literalItem(value.value);
  return `${value.template.trimEnd()}\n`;
}

function itemText(value: PatchValue | undefined): string {
  return oneValueText(value).trimEnd().replaceAll("\n", "\n  ");
}

function literalItem(item: unknown): string {
  return `- ${literal(item)}\n`;
}
