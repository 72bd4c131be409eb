import type { Diagnostic } from "@cstack/model";
import { conditionOf, literal, patchName } from "./compose-texts.ts";
import { conditionExpression, type PatchValue, type PlacedOperation, type PlacedPatch } from "./expand-patches.ts";

/**
 * Cluster API does not make the parents of what patches add. Operations whose parent no template has (`orphans`) are taken out of their patches,
 * and each parent is written at the end by one patch with all that goes into it.
 */
export function composeMaps(patches: PlacedPatch[], orphans: ReadonlySet<PlacedOperation>, diagnostics: Diagnostic[]): PlacedPatch[] {
  const parents = new Map<string, Contribution[]>();
  for (const patch of patches) {
    for (const operation of patch.operations.filter((candidate) => orphans.has(candidate))) {
      const key = `${operation.slot} ${parentOf(operation.path)}`;
      parents.set(key, [...(parents.get(key) ?? []), { patch, operation }]);
    }
  }
  const kept = patches.map((patch) => ({ ...patch, operations: patch.operations.filter((operation) => !orphans.has(operation)) }));
  const composed = [...parents.values()].flatMap((contributions) => composedPatch(contributions, diagnostics) ?? []);
  return [...kept.filter(({ operations }) => operations.length > 0), ...composed];
}

interface Contribution {
  patch: PlacedPatch;
  operation: PlacedOperation;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function composedPatch(contributions: readonly Contribution[], diagnostics: Diagnostic[]): PlacedPatch | undefined {
  const [first] = contributions;
  if (first === undefined) return undefined;
  const { slot, path } = first.operation;
  const parent = parentOf(path);
  const condition = conditionOf(
    contributions.map(({ patch }) => patch),
    `${parent} of ${slot}`,
    diagnostics,
  );
  if (condition === undefined) return undefined;
  const features = [...new Set(contributions.map(({ patch }) => patch.feature.data.title))];
  return {
    name: patchName(slot, parent),
    description: `The map ${parent.slice("/spec/template/spec".length)} of: ${features.join(", ")}.`,
    when: condition.when,
    feature: first.patch.feature,
    index: first.patch.index,
    operations: [{ slot, op: "add", path: parent, value: { template: contributions.map(entry).join("") } }],
  };
}

function entry({ patch, operation }: Contribution): string {
  const text = `${operation.path.slice(operation.path.lastIndexOf("/") + 1)}: ${valueText(operation.value)}\n`;
  return patch.when === undefined ? text : `{{ if ${conditionExpression(patch.when)} }}${text}{{ end }}`;
}

function valueText(value: PatchValue | undefined): string {
  if (value === undefined) return "null";
  if ("variable" in value) return `{{ .${value.variable} | toJson }}`;
  if ("value" in value) return literal(value.value);
  const text = value.template.trim();
  return text.includes("\n") ? `\n  ${text.replaceAll("\n", "\n  ")}` : text;
}
