import type { Node } from "./ast.ts";
import type { ParsedTemplate } from "./template-trees.ts";

/** The nodes directly below a node, in the order of evaluation. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "list":
      return node.nodes;
    case "action":
      return [node.pipe];
    case "if":
    case "with":
    case "range":
      return node.elseList === undefined ? [node.pipe, node.list] : [node.pipe, node.list, node.elseList];
    case "template":
      return node.pipe === undefined ? [] : [node.pipe];
    case "pipe":
      return [...node.commands, ...node.declarations];
    case "command":
      return node.operands;
    case "chain":
      return [node.node];
    default:
      return [];
  }
}

/** Calls `visit` for every node of all trees of a template, parents first. */
export function visitNodes(template: ParsedTemplate, visit: (node: Node) => void): void {
  const pending: Node[] = [...template.trees.values()].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    visit(node);
    pending.push(...[...childrenOf(node)].reverse());
  }
}
