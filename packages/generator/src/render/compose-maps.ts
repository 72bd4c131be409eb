import type { Diagnostic } from "@cstack/model";
import { type Contribution, composedPatch, oneValueText, underCondition } from "./compose-texts.ts";
import type { PatchValue, PlacedOperation, PlacedPatch } from "./expand-patches.ts";

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
  const composed = [...parents.values()].flatMap((contributions) => mapPatch(contributions, diagnostics) ?? []);
  return [...kept.filter(({ operations }) => operations.length > 0), ...composed];
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function mapPatch(contributions: readonly Contribution[], diagnostics: Diagnostic[]): PlacedPatch | undefined {
  const [first] = contributions;
  if (first === undefined) return undefined;
  const parent = parentOf(first.operation.path);
  return composedPatch(contributions, { what: "map", path: parent, template: contributions.map(entry).join("") }, diagnostics);
}

function entry({ patch, operation }: Contribution): string {
  return underCondition(patch, `${operation.path.slice(operation.path.lastIndexOf("/") + 1)}: ${valueText(operation.value)}\n`);
}

function valueText(value: PatchValue | undefined): string {
  const text = oneValueText(value).trim();
  return text.includes("\n") ? `\n  ${text.replaceAll("\n", "\n  ")}` : text;
}
