import type { Json } from "@cstack/clusterclass";
import { type Document, isAlias, isCollection, isMap, isSeq, parseDocument, YAMLMap, YAMLSeq } from "yaml";
import type { ClusterPath, PathStep } from "./cluster-path.ts";

/** A change of one value of a Cluster: it gets a value, or it is no longer set. */
export type ClusterEdit = { readonly path: ClusterPath; readonly value: Json } | { readonly path: ClusterPath; readonly remove: true };

/**
 * Edits the Cluster in a YAML text. Comments, order and the other documents stay; what an edit does not touch keeps its style. Text that cannot be read as
 * YAML, or holds no Cluster, stays as it is. What an edit empties goes away with it, up to what somebody else filled.
 */
export function editCluster(text: string, edits: readonly ClusterEdit[]): string {
  const parts = splitStream(text);
  const found = parts.findIndex((part) => isCluster(read(part)));
  const document = found < 0 ? undefined : read(parts[found]!);
  if (document === undefined || document.errors.length > 0 || edits.length === 0) return text;
  for (const edit of edits) applyEdit(document, edit);
  return parts.with(found, write(document, parts[found]!)).join("");
}

/** The documents of a stream, and the lines between them, which stay as they are. */
function splitStream(text: string): string[] {
  return text.split(/(^---[ \t]*(?:#.*)?\r?\n)/m);
}

/** The patch engine and the API server read YAML 1.1: `yes` is no text there. */
function read(text: string): Document {
  return parseDocument(text, { version: "1.1", logLevel: "silent" });
}

function isCluster(document: Document): boolean {
  return document.get("kind") === "Cluster" && String(document.get("apiVersion")).startsWith("cluster.x-k8s.io/");
}

function write(document: Document, before: string): string {
  return document.toString({
    lineWidth: 0,
    directives: false,
    indentSeq: !/^( *)[^\s#-].*:[ \t]*\n\1- /m.test(before),
    flowCollectionPadding: !/[{[][^\s\]}]/.test(before),
  });
}

function applyEdit(document: Document, edit: ClusterEdit): void {
  const root = document.contents;
  if (!isMap(root)) return;
  if ("remove" in edit) removeAt(document, root, edit.path);
  else setAt(document, root, edit.path, edit.value);
}

type Collection = YAMLMap<unknown, unknown> | YAMLSeq<unknown>;

function setAt(document: Document, root: Collection, path: ClusterPath, value: Json): void {
  let node = root;
  for (const [index, step] of path.slice(0, -1).entries()) {
    node = childOf(document, node, step) ?? addChild(node, step, path[index + 1]!);
  }
  const last = keyOf(node, path.at(-1)!);
  // A scalar takes the place of another without its node, so that a comment beside it stays.
  if (isScalarValue(value)) node.set(last, value);
  else node.set(last, document.createNode(value));
}

/** True if something was removed. What holds nothing afterwards is removed with it. */
function removeAt(document: Document, node: Collection, [step, ...rest]: ClusterPath): boolean {
  if (step === undefined) return false;
  if (rest.length === 0) return node.delete(keyOf(node, step));
  const child = childOf(document, node, step);
  if (child === undefined || !removeAt(document, child, rest)) return false;
  if (isEmptied(child, step, rest)) node.delete(keyOf(node, step));
  return true;
}

/** An empty list or map that people fill says something else than none; a list item with only its name says nothing. */
function isEmptied(child: Collection, step: PathStep, rest: ClusterPath): boolean {
  const [removed] = rest;
  const isOwnEntry = rest.length === 1 && (typeof removed === "number" || (typeof removed === "object" && "key" in removed));
  if (isOwnEntry) return false;
  const onlyName = isMap(child) && child.items.length === 1 && child.has("name") && typeof step === "object" && "name" in step;
  return child.items.length === 0 || onlyName;
}

/** The collection at a step; what an alias stands for is copied first, so that its other places stay. */
function childOf(document: Document, parent: Collection, step: PathStep): Collection | undefined {
  const key = keyOf(parent, step);
  const child = parent.get(key, true);
  if (isAlias(child)) {
    parent.set(key, document.createNode(child.toJS(document)));
    return childOf(document, parent, step);
  }
  return isCollection(child) ? (child as Collection) : undefined;
}

function addChild(parent: Collection, step: PathStep, next: PathStep): Collection {
  const isList = typeof next === "number" || (typeof next === "object" && "name" in next);
  const child: Collection = isList ? new YAMLSeq() : new YAMLMap();
  if (typeof step === "object" && "name" in step) child.set("name", step.name);
  // An empty collection can only be written in flow style; what is put into it need not be.
  if (parent.items.length === 0) delete parent.flow;
  parent.set(keyOf(parent, step), child);
  return child;
}

/** The key of a step in a collection; a name that no item has stands behind the last item. */
function keyOf(parent: Collection, step: PathStep): string | number {
  if (typeof step !== "object") return step;
  if ("key" in step) return step.key;
  if (!isSeq(parent)) return step.name;
  const found = parent.items.findIndex((item) => isMap(item) && item.get("name") === step.name);
  return found < 0 ? parent.items.length : found;
}

function isScalarValue(value: Json): value is string | number | boolean | null {
  return typeof value !== "object" || value === null;
}
