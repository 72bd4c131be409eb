import type { ClusterValue } from "@cstack/model";
import { valuePath } from "../lint/value-leaves.ts";
import type { AddonValues } from "./addon-values.ts";
import { collectVariables, jsonText, keyText, presenceOf, readsVariables, type TemplateDialect, valueLines } from "./value-lines.ts";

/**
 * All values of an addon's own chart as a Go template over a Cluster: those that never change, and those from the Cluster in their place. What Helm
 * does with several values documents is done here: maps are merged, anything else is replaced, and where the Cluster has no value the one below stays.
 * Functions are those that sprig and slim-sprig share.
 */
export function valuesTemplate(fixed: AddonValues, values: readonly ClusterValue[], dialect: TemplateDialect): string {
  const tree = treeOf(fixed);
  for (const value of values) place(tree, valuePath(value.set), value);
  const lines = [...(values.some(readsVariables) ? collectVariables : []), ...block(tree, "", dialect)];
  return tree.children.size === 0 ? "{}\n" : `${lines.join("\n")}\n`;
}

/** A map of values, with what never changes at a leaf, what comes from the Cluster, or both. */
interface Node {
  children: Map<string, Node>;
  fixed?: { value: unknown };
  value?: ClusterValue;
}

function treeOf(value: unknown): Node {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { children: new Map(), fixed: { value } };
  const children = new Map(Object.entries(value).map(([key, member]) => [key, treeOf(member)]));
  return children.size === 0 ? { children, fixed: { value: {} } } : { children };
}

function place(tree: Node, path: readonly string[], value: ClusterValue): void {
  let node = tree;
  for (const key of path) {
    const child = node.children.get(key) ?? { children: new Map() };
    node.children.set(key, child);
    node = child;
  }
  node.value = value;
}

function block(tree: Node, indent: string, dialect: TemplateDialect): string[] {
  return [...tree.children].flatMap(([key, child]) => member(key, child, indent, dialect));
}

function member(key: string, node: Node, indent: string, dialect: TemplateDialect): string[] {
  if (node.value !== undefined) return fromCluster(key, node.value, node.fixed, indent, dialect);
  if (node.children.size === 0) return [`${indent}${keyText(key)}: ${jsonText(node.fixed?.value ?? {})}`];
  const lines = [`${indent}${keyText(key)}:`, ...block(node, `${indent}  `, dialect)];
  const condition = presence(node, dialect);
  if (condition === undefined) return lines;
  // Where a map is empty without the Cluster, it stays what it was.
  const otherwise = node.fixed === undefined ? [] : [`${indent}{{- else }}`, `${indent}${keyText(key)}: ${jsonText(node.fixed.value)}`];
  return [`${indent}{{- if ${condition} }}`, ...lines, ...otherwise, `${indent}{{- end }}`];
}

/** A default of its own comes before what stands in the fixed values: in the operator's dialect it is written over them. */
function withFallback(value: ClusterValue, fixed: Node["fixed"]): ClusterValue {
  if (value.default !== undefined || value.required === true || fixed === undefined) return value;
  return { ...value, default: fixed.value };
}

function fromCluster(key: string, value: ClusterValue, fixed: Node["fixed"], indent: string, dialect: TemplateDialect): string[] {
  const lines = valueLines(key, withFallback(value, fixed), indent, false, dialect);
  if (value.required !== true || value.when === undefined || fixed === undefined) return lines;
  // It is required under a condition only, and without that the fixed value stays.
  return [...lines.slice(0, -1), `${indent}{{- else }}`, `${indent}${keyText(key)}: ${jsonText(fixed.value)}`, `${indent}{{- end }}`];
}

/** When anything stands below a key, undefined for always. */
function presence(node: Node, dialect: TemplateDialect): string | undefined {
  if (node.value?.required === true && node.fixed !== undefined) return undefined;
  if (node.value !== undefined) return presenceOf(withFallback(node.value, node.fixed), false, dialect);
  if (node.children.size === 0) return undefined;
  const conditions = [...new Set([...node.children.values()].map((child) => presence(child, dialect)))];
  if (conditions.includes(undefined)) return undefined;
  return conditions.length === 1 ? conditions[0] : `or ${conditions.map((condition) => `(${condition})`).join(" ")}`;
}
