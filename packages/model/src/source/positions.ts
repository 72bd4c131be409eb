import { isMap, isPair, isScalar, isSeq, type LineCounter, type Node, type Pair } from "yaml";
import type { Place } from "../diagnostics/diagnostic.ts";

/** Finds the place of a JSON pointer in a parsed document: of the key where there is one, else of the item or the nearest parent. */
export function placeOf(root: Node | null, lines: LineCounter, file: string, path: readonly (string | number)[]): Place {
  let node: unknown = root;
  let offset = offsetOf(root);
  for (const segment of path) {
    const next = child(node, segment);
    if (next === undefined) break;
    offset = isPair(next) ? (offsetOf(next.key) ?? offset) : (offsetOf(next) ?? offset);
    node = isPair(next) ? next.value : next;
  }
  if (offset === undefined) return { file };
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col };
}

function child(node: unknown, segment: string | number): Node | Pair | undefined {
  if (isMap(node)) return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(segment));
  if (isSeq(node)) return node.items[Number(segment)] as Node | undefined;
  return undefined;
}

function offsetOf(node: unknown): number | undefined {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  return range?.[0];
}
