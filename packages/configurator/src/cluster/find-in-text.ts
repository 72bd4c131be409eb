import { isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";

/** A part of a text, from one position to another. */
export interface TextRange {
  from: number;
  to: number;
}

/**
 * Where a field stands in a YAML text, or the nearest thing around it that stands there: the key, or the item. Fields are written as Kubernetes
 * does, with names or positions of list items in brackets. Undefined where the text cannot be read, or nothing of the path is there.
 */
export function findInText(text: string, field: string): TextRange | undefined {
  const start = startOfCluster(text);
  const document = parseDocument(text.slice(start), { version: "1.1", logLevel: "silent" });
  let node: unknown = document.contents;
  let found: TextRange | undefined;
  for (const step of `.${field}`.match(/\.[^.[\]]+|\[[^\]]*\]/g) ?? []) {
    const next = childOf(node, step.startsWith("[") ? step.slice(1, -1) : step.slice(1));
    if (next === undefined) break;
    found = next.range;
    node = next.node;
  }
  return found === undefined ? undefined : { from: found.from + start, to: found.to + start };
}

/** Findings are about the Cluster, which need not be the first document. */
function startOfCluster(text: string): number {
  let start = 0;
  for (const part of text.split(/(^---[ \t]*(?:#.*)?\r?\n)/m)) {
    if (/^kind:[ \t]*["']?Cluster["']?[ \t]*(?:#.*)?$/m.test(part)) return start;
    start += part.length;
  }
  return 0;
}

function childOf(node: unknown, step: string): { node: unknown; range: TextRange } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
    const range = rangeOf(pair?.key);
    return range === undefined ? undefined : { node: pair?.value, range };
  }
  if (!isSeq(node)) return undefined;
  const item = node.items.find((entry, index) => (isMap(entry) && entry.has("name") ? entry.get("name") === step : String(index) === step));
  const range = rangeOf(item);
  return range === undefined ? undefined : { node: item, range };
}

function rangeOf(node: unknown): TextRange | undefined {
  const range = (node as Node | undefined)?.range;
  return range === null || range === undefined ? undefined : { from: range[0], to: range[1] };
}
