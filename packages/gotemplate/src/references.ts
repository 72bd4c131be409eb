import { placeOf, type TemplatePlace } from "./errors.ts";
import type { BranchNode, CommandNode, ListNode, Node, OperandNode, PipeNode, StatementNode } from "./parse/ast.ts";
import type { ParsedTemplate } from "./parse/template-trees.ts";

/** A read of the template's data. */
export interface DataReference {
  /**
   * Names from the top of the data: `["builtin", "cluster", "name"]`. An element of a list or map that a loop or a computed index
   * reaches is `*`. The empty path is the whole data.
   */
  readonly path: readonly string[];
  readonly place: Required<TemplatePlace>;
  /** The template asks only whether this is empty. */
  readonly onlyEmptiness?: true;
}

/** What an expression is known to be: a place in the data, or something computed (`undefined`). */
type Origin = readonly string[] | undefined;

/** Functions that read an entry of their first operand; the others are keys or indexes. */
const readers: ReadonlySet<string> = new Set(["index", "get"]);

/**
 * Lists what a template reads of its data, in the order of the text, following the dot through `with` and `range`, variables, and templates
 * that are called. What is reached only through a function's result is not listed; what the function reads is. Every branch counts as taken.
 */
export function dataReferences(template: ParsedTemplate): DataReference[] {
  const collector = new ReferenceCollector(template);
  collector.tree(template.name, []);
  return [...collector.found.entries()].sort(([left], [right]) => left - right).flatMap(([, references]) => references);
}

class ReferenceCollector {
  readonly found = new Map<number, DataReference[]>();
  readonly #template: ParsedTemplate;
  /** Names of the templates around the current node. */
  readonly #calls = new Set<string>();
  #variables: [name: string, origin: Origin][] = [];

  constructor(template: ParsedTemplate) {
    this.#template = template;
  }

  tree(name: string, dot: Origin): void {
    const list = this.#template.trees.get(name);
    // A template that calls itself is followed once: its deeper levels read what the first one reads, of other places.
    if (list === undefined || this.#calls.has(name)) return;
    const outer = this.#variables;
    this.#calls.add(name);
    this.#variables = [["$", dot]];
    this.#list(list, dot);
    this.#variables = outer;
    this.#calls.delete(name);
  }

  #add(node: Node, path: Origin, onlyEmptiness = false): Origin {
    if (path === undefined) return undefined;
    const known = this.found.get(node.offset) ?? [];
    if (!known.some((reference) => reference.path.join("\0") === path.join("\0"))) {
      const place = placeOf(this.#template.text, node.offset);
      this.found.set(node.offset, [...known, { path, place, ...(onlyEmptiness ? { onlyEmptiness } : {}) }]);
    }
    return path;
  }

  #list(list: ListNode, dot: Origin): void {
    for (const node of list.nodes) this.#statement(node, dot);
  }

  #statement(node: StatementNode, dot: Origin): void {
    if (node.kind === "action") this.#pipe(node.pipe, dot);
    else if (node.kind === "template") this.tree(node.name, node.pipe === undefined ? undefined : this.#pipe(node.pipe, dot));
    else if (node.kind === "if" || node.kind === "with" || node.kind === "range") this.#branch(node, dot);
  }

  #branch(node: BranchNode, dot: Origin): void {
    const mark = this.#variables.length;
    const origin = this.#pipe(node.pipe, dot);
    if (node.kind === "range") this.#bindElements(node.pipe, origin);
    this.#list(node.list, node.kind === "if" ? dot : node.kind === "with" ? origin : elementOf(origin));
    if (node.elseList !== undefined) this.#list(node.elseList, dot);
    this.#variables.length = mark;
  }

  /** The pipeline has declared its variables as the whole list; in the loop they are an index and an element. */
  #bindElements({ declarations }: PipeNode, origin: Origin): void {
    for (const [index, { names }] of declarations.entries()) {
      this.#assign(names[0]!, index === declarations.length - 1 ? elementOf(origin) : undefined);
    }
  }

  #assign(name: string, origin: Origin): void {
    const known = this.#variables.findLast(([variable]) => variable === name);
    if (known !== undefined) known[1] = origin;
  }

  #pipe(pipe: PipeNode, dot: Origin): Origin {
    let origin: Origin;
    for (const command of pipe.commands) origin = this.#command(command, dot);
    for (const { names } of pipe.declarations) {
      if (pipe.isAssign) this.#assign(names[0]!, origin);
      else this.#variables.push([names[0]!, origin]);
    }
    return origin;
  }

  #command(command: CommandNode, dot: Origin): Origin {
    const [first, ...rest] = command.operands;
    if (first === undefined) return undefined;
    if (first.kind === "identifier" && readers.has(first.name) && rest[0] !== undefined) return this.#entry(rest[0], rest.slice(1), dot);
    if (first.kind === "identifier" && first.name === "empty" && rest[0]?.kind === "field") {
      this.#add(rest[0], this.#originOf(rest[0], dot), true);
      return undefined;
    }
    const origins = command.operands.map((operand) => this.#operand(operand, dot));
    return command.operands.length === 1 ? origins[0] : undefined;
  }

  /** `index .a "b" $i`. */
  #entry(base: OperandNode, keys: readonly OperandNode[], dot: Origin): Origin {
    const origin = this.#originOf(base, dot);
    for (const key of keys) this.#operand(key, dot);
    if (origin === undefined) return this.#operand(base, dot);
    return this.#add(base, [...origin, ...keys.map((key) => (key.kind === "string" ? key.text : "*"))]);
  }

  #operand(node: OperandNode, dot: Origin): Origin {
    if (node.kind === "pipe") return this.#pipe(node, dot);
    if (node.kind === "chain") return this.#add(node, extend(this.#operand(node.node, dot), node.names));
    return this.#add(node, this.#originOf(node, dot));
  }

  #originOf(node: OperandNode, dot: Origin): Origin {
    switch (node.kind) {
      case "dot":
        return dot;
      case "field":
        return extend(dot, node.names);
      case "variable":
        return extend(this.#variables.findLast(([name]) => name === node.names[0])?.[1], node.names.slice(1));
      default:
        return undefined;
    }
  }
}

function extend(origin: Origin, names: readonly string[]): Origin {
  return origin === undefined ? undefined : [...origin, ...names];
}

function elementOf(origin: Origin): Origin {
  return extend(origin, ["*"]);
}
