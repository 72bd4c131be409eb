import type { ListNode } from "./ast.ts";

/** The trees of one template text: the main one under the template's own name, and those of `define` and `block`. */
export interface ParsedTemplate {
  readonly name: string;
  readonly text: string;
  readonly trees: ReadonlyMap<string, ListNode>;
}

/** Adds a tree; an empty one is replaced and replaces nothing. False if both have content (parse.go, Tree.add). */
export function addTree(trees: Map<string, ListNode>, name: string, list: ListNode): boolean {
  const known = trees.get(name);
  if (known === undefined || isEmptyList(known)) trees.set(name, list);
  else if (!isEmptyList(list)) return false;
  return true;
}

/** White space as Go's unicode.IsSpace has it: unlike JavaScript's with U+0085 and without U+FEFF. */
const onlySpace = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/;

/** Whether a list holds nothing but white space; such a definition may be replaced (parse.go, IsEmptyTree). */
function isEmptyList(list: ListNode): boolean {
  return list.nodes.every((node) => node.kind === "text" && onlySpace.test(node.text));
}
