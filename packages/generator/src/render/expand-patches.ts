import { type Diagnostic, type Operation, type Patch, type PatchTarget, problem, type TemplateSlot, unknownName } from "@cstack/model";
import type { Feature } from "../load/repository.ts";
import type { Unit, UnitTemplate } from "../resolve/unit.ts";
import { refusalsOf } from "./refusals.ts";

export type PatchValue = { value: unknown } | { variable: string } | { template: string };

/** What operations of features do; lists that are extended are composed, so that nothing later meets an extend. */
export type DeclaredVerb = (typeof verbs)[number];
export type ComposedVerb = Exclude<DeclaredVerb, "extend">;

/** One operation on one template of the class, with the full path. */
export interface PlacedOperation<Verb extends DeclaredVerb = ComposedVerb> {
  slot: TemplateSlot;
  op: Verb;
  /** Full JSON pointer; of the list itself for append and extend. */
  path: string;
  value: PatchValue | undefined;
}

/** A patch of a feature, placed on the templates of a unit; the order of operations is that of the file, per template. */
export interface PlacedPatch<Verb extends DeclaredVerb = ComposedVerb> {
  name: string;
  description: string | undefined;
  when: string | undefined;
  /** List variable for each of whose items the patch is applied; its texts call the item `$item`. */
  each?: string;
  feature: Feature;
  index: number;
  operations: PlacedOperation<Verb>[];
}

/** Places all patches of a unit's features: targets become template slots, relative paths become full ones. */
export function placePatches(unit: Unit, diagnostics: Diagnostic[]): PlacedPatch<DeclaredVerb>[] {
  const bySlot = new Map(unit.templates.map((template) => [template.slot, template]));
  const names = new Map(refusalsOf(unit).map(({ name, definer }) => [name, definer.path]));
  const placed: PlacedPatch<DeclaredVerb>[] = [];
  for (const feature of unit.features) {
    for (const [index, patch] of (feature.data.patches ?? []).entries()) {
      const other = names.get(patch.name);
      if (other !== undefined) {
        diagnostics.push(
          problem("CS2005", feature.document.place(["patches", index, "name"]), `A patch "${patch.name}" stands in ${other} too.`),
        );
      }
      names.set(patch.name, feature.path);
      const operations = placeOperations(unit, feature, patch, index, bySlot, diagnostics);
      const { name, description, when, each } = patch;
      placed.push({ name, description, when, ...(each === undefined ? {} : { each }), feature, index, operations });
    }
  }
  return placed;
}

function placeOperations(
  unit: Unit,
  feature: Feature,
  patch: Patch,
  index: number,
  bySlot: Map<TemplateSlot, UnitTemplate>,
  diagnostics: Diagnostic[],
): PlacedOperation<DeclaredVerb>[] {
  const targets = patchTargets(unit, feature, patch.on, ["patches", index, "on"], bySlot, diagnostics);
  const operations: PlacedOperation<DeclaredVerb>[] = [];
  for (const target of targets) {
    for (const [number, operation] of patch.ops.entries()) {
      const parsed = parseOperation(operation);
      if (typeof parsed === "string") {
        diagnostics.push(problem("CS1203", feature.document.place(["patches", index, "ops", number]), parsed));
        continue;
      }
      operations.push({ slot: target.slot, op: parsed.op, path: (target.prefix ?? "") + parsed.path, value: parsed.value });
    }
  }
  return operations;
}

/** The templates and prefixes that short names stand for. */
export function patchTargets(
  unit: Unit,
  feature: Feature,
  names: readonly string[],
  path: (string | number)[],
  bySlot: Map<TemplateSlot, UnitTemplate>,
  diagnostics: Diagnostic[],
): PatchTarget[] {
  return names.flatMap((name, position) => {
    const targets = unit.targets.get(name);
    if (targets === undefined) {
      diagnostics.push(problem("CS1202", feature.document.place([...path, position]), unknownName("target", name, unit.targets.keys())));
      return [];
    }
    return targets.filter((target) => bySlot.has(target.slot));
  });
}

const verbs = ["add", "replace", "remove", "append", "extend"] as const;

function parseOperation(operation: Operation): { op: DeclaredVerb; path: string; value: PatchValue | undefined } | string {
  const named = verbs.filter((verb) => operation[verb] !== undefined);
  const [op] = named;
  if (op === undefined || named.length > 1) return `The operation names ${named.length === 0 ? "no verb" : named.join(" and ")}.`;
  const path = operation[op] ?? "";
  const values: PatchValue[] = [];
  if (Object.hasOwn(operation, "value")) values.push({ value: operation.value });
  if (operation.variable !== undefined) values.push({ variable: operation.variable });
  if (operation.template !== undefined) values.push({ template: operation.template });
  const [value] = values;
  if (op === "remove") return values.length === 0 ? { op, path, value: undefined } : "A remove has no value.";
  if (value === undefined || values.length > 1) return `The operation "${op} ${path}" needs exactly one of value, variable, template.`;
  return { op, path, value };
}

/** The expression inside `{{ … }}`: a condition is one action, as the schema demands. */
export function conditionExpression(condition: string): string {
  return condition.slice(2, -2).trim();
}
