import { quote, unquote } from "../strconv/quote.ts";
import type { CommandNode, NumberNode, OperandNode, PipeNode, VariableNode } from "./ast.ts";
import { nodeText } from "./node-text.ts";
import { parseConstant } from "./number.ts";
import type { Token } from "./token.ts";
import type { TokenSource } from "./token-source.ts";

/** What the parser knows about the tree it is in. */
export interface ParseScope {
  /** Names declared so far, with dollar signs; blocks cut the list back to its length at their start. */
  readonly variables: string[];
}

interface ParserHooks {
  readonly isFunction: (name: string) => boolean;
  readonly fail: (problem: string) => never;
  readonly unexpected: (token: Token, context: string) => never;
}

/** Parses what stands between delimiters: pipelines, commands and operands. */
export class PipelineParser {
  readonly #tokens: TokenSource;
  readonly #scope: ParseScope;
  readonly #hooks: ParserHooks;

  constructor(tokens: TokenSource, scope: ParseScope, hooks: ParserHooks) {
    this.#tokens = tokens;
    this.#scope = scope;
    this.#hooks = hooks;
  }

  /** `declarations? command ('|' command)*` up to the token that ends it. */
  pipeline(context: string, end: "rightDelimiter" | "rightParen"): PipeNode {
    const offset = this.#tokens.peekNonSpace().offset;
    const { declarations, isAssign } = this.#declarations(context);
    const commands: CommandNode[] = [];
    for (;;) {
      const token = this.#tokens.nextNonSpace();
      if (token.kind === end) break;
      if (!startsOperand(token)) this.#hooks.unexpected(token, context);
      this.#tokens.backUp(token);
      commands.push(this.#command());
    }
    this.#check(commands, context);
    return { kind: "pipe", offset, isAssign, declarations, commands };
  }

  #declarations(context: string): { declarations: VariableNode[]; isAssign: boolean } {
    const declarations: VariableNode[] = [];
    for (;;) {
      const variable = this.#tokens.peekNonSpace();
      if (variable.kind !== "variable") return { declarations, isAssign: false };
      this.#tokens.next();
      const following = this.#tokens.peek();
      const next = this.#tokens.peekNonSpace();
      if (next.kind === "assign" || next.kind === "declare") {
        this.#tokens.nextNonSpace();
        this.#declare(variable, declarations);
        return { declarations, isAssign: next.kind === "assign" };
      }
      if (next.kind !== "character" || next.text !== ",") {
        // Only the space matters to what is read next: it separates operands.
        if (following.kind === "space") this.#tokens.backUp(variable, following);
        else this.#tokens.backUp(variable);
        return { declarations, isAssign: false };
      }
      this.#tokens.nextNonSpace();
      this.#declare(variable, declarations);
      if (context !== "range" || declarations.length >= 2) this.#hooks.fail(`too many declarations in ${context}`);
      if (!["variable", "rightDelimiter", "rightParen"].includes(this.#tokens.peekNonSpace().kind)) {
        this.#hooks.fail("range can only initialize variables");
      }
    }
  }

  #declare(variable: Token, declarations: VariableNode[]): void {
    declarations.push({ kind: "variable", offset: variable.offset, names: variable.text.split(".") });
    this.#scope.variables.push(variable.text);
  }

  #check(commands: readonly CommandNode[], context: string): void {
    if (commands.length === 0) this.#hooks.fail(`missing value for ${context}`);
    for (const [index, command] of commands.entries()) {
      const first = command.operands[0]!.kind;
      if (index > 0 && ["bool", "dot", "nil", "number", "string"].includes(first)) {
        this.#hooks.fail(`non executable command in pipeline stage ${index + 1}`);
      }
    }
  }

  /** Operands separated by spaces; consumes a pipe character, leaves a delimiter or parenthesis. */
  #command(): CommandNode {
    const offset = this.#tokens.peekNonSpace().offset;
    const operands: OperandNode[] = [];
    for (;;) {
      this.#tokens.peekNonSpace();
      const operand = this.#operand();
      if (operand !== undefined) operands.push(operand);
      const token = this.#tokens.next();
      if (token.kind === "space") continue;
      if (token.kind === "rightDelimiter" || token.kind === "rightParen") this.#tokens.backUp(token);
      else if (token.kind !== "pipe") this.#hooks.unexpected(token, "operand");
      break;
    }
    if (operands.length === 0) this.#hooks.fail("empty command");
    return { kind: "command", offset, operands };
  }

  /** A term and the fields that follow it without a space. */
  #operand(): OperandNode | undefined {
    const node = this.#term();
    if (node === undefined) return undefined;
    const { kind, offset } = this.#tokens.peek();
    if (kind !== "field") return node;
    const names: string[] = [];
    while (this.#tokens.peek().kind === "field") names.push(this.#tokens.next().text.slice(1));
    if (node.kind === "field" || node.kind === "variable") return { ...node, offset, names: [...node.names, ...names] };
    if (node.kind === "pipe" || node.kind === "identifier") return { kind: "chain", offset, node, names };
    return this.#hooks.fail(`unexpected . after term ${quote(nodeText(node))}`);
  }

  #term(): OperandNode | undefined {
    const token = this.#tokens.nextNonSpace();
    const { offset, text } = token;
    switch (token.kind) {
      case "identifier":
        if (!this.#hooks.isFunction(text)) this.#hooks.fail(`function ${quote(text)} not defined`);
        return { kind: "identifier", offset, name: text };
      case "dot":
      case "nil":
        return { kind: token.kind, offset };
      case "variable":
        return this.#use(token);
      case "field":
        return { kind: "field", offset, names: [text.slice(1)] };
      case "bool":
        return { kind: "bool", offset, value: text === "true" };
      case "charConstant":
      case "complex":
      case "number":
        return this.#number(token, token.kind);
      case "leftParen":
        return this.pipeline("parenthesized pipeline", "rightParen");
      case "string":
      case "rawString":
        return { kind: "string", offset, quoted: text, text: unquote(text) ?? this.#hooks.fail("invalid syntax") };
      default:
        this.#tokens.backUp(token);
        return undefined;
    }
  }

  #number({ offset, text }: Token, kind: "charConstant" | "complex" | "number"): NumberNode {
    const constant = parseConstant(text, kind);
    if ("problem" in constant) return this.#hooks.fail(constant.problem);
    return { kind: "number", offset, text, ...constant };
  }

  #use({ offset, text }: Token): VariableNode {
    if (!this.#scope.variables.includes(text)) this.#hooks.fail(`undefined variable ${quote(text)}`);
    return { kind: "variable", offset, names: [text] };
  }
}

function startsOperand(token: Token): boolean {
  switch (token.kind) {
    case "bool":
    case "charConstant":
    case "complex":
    case "dot":
    case "field":
    case "identifier":
    case "number":
    case "nil":
    case "rawString":
    case "string":
    case "variable":
    case "leftParen":
      return true;
    default:
      return false;
  }
}
