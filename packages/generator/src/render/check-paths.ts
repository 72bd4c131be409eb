import { type Diagnostic, problem, type TemplateSlot } from "@cstack/model";
import type { TemplateObjects } from "./compose-lists.ts";
import type { PlacedOperation, PlacedPatch } from "./expand-patches.ts";
import { pointerParts } from "./pointer.ts";

/**
 * Follows all patches over the class templates and reports what Cluster API's plain RFC 6902 would fail on or silently lose: parents that
 * are not certain to exist, targets of replace and remove that are not, and places that two features write.
 */
export function checkPaths(patches: PlacedPatch[], templates: TemplateObjects): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const always = new Map<TemplateSlot, Tree>([...templates].map(([slot, object]) => [slot, treeOf(object)]));
  const conditional = new Map<string, PlacedOperation[]>();
  for (const patch of patches) {
    // What a conditional patch does is certain for its own operations only, and for others under the same condition.
    const trees = patch.when === undefined ? always : new Map(always);
    const sameCondition = conditional.get(patch.when ?? "") ?? [];
    for (const operation of sameCondition) apply(trees, operation);
    for (const operation of patch.operations) {
      const tree = trees.get(operation.slot);
      const missing = tree === undefined ? undefined : missingPart(tree, operation);
      if (missing !== undefined) diagnostics.push(missingProblem(patch, operation, missing));
      apply(trees, operation);
      if (patch.when !== undefined) sameCondition.push(operation);
    }
    if (patch.when !== undefined) conditional.set(patch.when, sameCondition);
  }
  return [...diagnostics, ...doubleWrites(patches)];
}

/** What is certain about a template: maps with their keys, lists, leaves, and subtrees whose inside is not known. Never changed, so that trees share parts. */
type Tree = { kind: "map"; children: Readonly<Record<string, Tree>> } | { kind: "list" } | { kind: "leaf" } | { kind: "opaque" };

function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: "list" };
  if (typeof value !== "object" || value === null) return { kind: "leaf" };
  return { kind: "map", children: Object.fromEntries(Object.entries(value).map(([key, child]) => [key, treeOf(child)])) };
}

/** The first part of the path that is not certain to be there, or undefined. */
function missingPart(tree: Tree, { op, path }: PlacedOperation): string | undefined {
  const parts = pointerParts(path);
  const needed = op === "add" ? parts.slice(0, -1) : parts;
  let node: Tree = tree;
  for (const [depth, part] of needed.entries()) {
    if (node.kind === "opaque") return undefined;
    const child: Tree | undefined =
      node.kind === "map" ? node.children[part] : node.kind === "list" && /^\d+$/.test(part) ? { kind: "opaque" } : undefined;
    if (child === undefined) return `/${parts.slice(0, depth + 1).join("/")}`;
    node = child;
  }
  if (op === "append" && node.kind !== "list" && node.kind !== "opaque") return path;
  return op === "add" && node.kind === "leaf" ? `/${needed.join("/")}` : undefined;
}

function apply(trees: Map<TemplateSlot, Tree>, operation: PlacedOperation): void {
  const tree = trees.get(operation.slot);
  if (tree !== undefined && operation.op !== "append") trees.set(operation.slot, applied(tree, pointerParts(operation.path), operation));
}

function applied(tree: Tree, [part, ...rest]: readonly string[], operation: PlacedOperation): Tree {
  if (tree.kind !== "map" || part === undefined) return tree;
  const { [part]: child, ...others } = tree.children;
  if (rest.length > 0)
    return child === undefined ? tree : { kind: "map", children: { ...tree.children, [part]: applied(child, rest, operation) } };
  const { op, value } = operation;
  if (op === "remove") return { kind: "map", children: others };
  const written: Tree = value !== undefined && "value" in value ? treeOf(value.value) : { kind: "opaque" };
  return { kind: "map", children: { ...tree.children, [part]: written } };
}

function missingProblem(patch: PlacedPatch, operation: PlacedOperation, missing: string): Diagnostic {
  const place = patch.feature.document.place(["patches", patch.index]);
  const message = `The patch "${patch.name}" does ${operation.op} ${operation.path} on ${operation.slot}, where ${missing} is not certain to exist.`;
  return problem("CS3006", place, message);
}

/** Writes of different features to one place, or to a place and its parent, unless one role makes them exclude each other. */
function doubleWrites(patches: PlacedPatch[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const writes = new Map<string, PlacedPatch>();
  const entries = new Map<string, PlacedPatch>();
  for (const patch of patches) {
    for (const operation of patch.operations) {
      if (operation.op === "append") {
        const entry = entryKey(operation);
        if (entry === undefined) continue;
        const other = entries.get(entry.key);
        if (other !== undefined && other.feature !== patch.feature && !exclusive(other, patch)) {
          const message = `"${patch.name}" appends the entry ${entry.name} to ${operation.path}, and so does "${other.name}" of ${other.feature.path}.`;
          diagnostics.push(problem("CS3009", patch.feature.document.place(["patches", patch.index]), message));
        }
        entries.set(entry.key, patch);
        continue;
      }
      const key = `${operation.slot} ${operation.path}`;
      for (const [written, other] of writes) {
        if (other.feature === patch.feature || exclusive(other, patch)) continue;
        if (written !== key && !written.startsWith(`${key}/`)) continue;
        const message = `"${patch.name}" writes ${operation.path} on ${operation.slot} and overwrites what "${other.name}" of ${other.feature.path} wrote.`;
        diagnostics.push(problem("CS3007", patch.feature.document.place(["patches", patch.index]), message));
      }
      writes.set(key, patch);
    }
  }
  return diagnostics;
}

function exclusive(a: PlacedPatch, b: PlacedPatch): boolean {
  return a.feature.data.role !== undefined && a.feature.data.role === b.feature.data.role;
}

/** Lists of maps are keyed by name or path in the kubeadm types; a literal in the item tells the key. */
function entryKey({ slot, path, value }: PlacedOperation): { key: string; name: string } | undefined {
  if (value === undefined || "variable" in value) return undefined;
  const item = "value" in value ? (value.value as { name?: unknown; path?: unknown } | null) : undefined;
  const literal = "template" in value ? /^\s*(?:name|path): ([^\s{]+)\s*$/m.exec(value.template)?.[1] : (item?.path ?? item?.name);
  return typeof literal === "string" ? { key: `${slot} ${path} ${literal}`, name: literal } : undefined;
}
