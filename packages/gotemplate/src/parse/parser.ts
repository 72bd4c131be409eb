/** From template text to syntax trees: text/template/parse, parse.go of Go 1.26. */
import { TemplateError } from "../errors.ts";
import { quote, unquote } from "../strconv/quote.ts";
import { toWellFormedText } from "../utf8.ts";
import type { BranchNode, ListNode, StatementNode, TemplateNode } from "./ast.ts";
import { type ParseScope, PipelineParser } from "./pipeline-parser.ts";
import { addTree, type ParsedTemplate } from "./template-trees.ts";
import { type Token, type TokenKind, tokenText } from "./token.ts";
import { TokenSource } from "./token-source.ts";

/** What ends a list of statements. */
interface ListEnd {
  readonly kind: "end" | "else";
  readonly offset: number;
}

/**
 * Parses a template.
 * @param isFunction whether a function of that name exists; calling another one is a parse error, as in Go
 * @throws {TemplateError} with code `parse`, or `depth-limit` for a text that is nested too deeply to be parsed
 */
export function parse(name: string, text: string, isFunction: (name: string) => boolean): ParsedTemplate {
  const wellFormed = toWellFormedText(text);
  const trees = new Map<string, ListNode>();
  try {
    new Parser(name, new TokenSource(wellFormed), isFunction, trees).parseMain();
  } catch (error) {
    if (error instanceof RangeError) throw new TemplateError("depth-limit", `template: ${name}: nested too deeply`, name);
    throw error;
  }
  return { name, text: wellFormed, trees };
}

class Parser {
  readonly #name: string;
  readonly #tokens: TokenSource;
  readonly #isFunction: (name: string) => boolean;
  readonly #trees: Map<string, ListNode>;
  /** Of the tree that is being parsed: a `define` or `block` starts anew. */
  #scope: ParseScope = newScope();
  #pipelines: PipelineParser;
  #rangeDepth = 0;
  /** The line of the delimiter that opened the current action, 0 outside. */
  #actionLine = 0;

  constructor(name: string, tokens: TokenSource, isFunction: (name: string) => boolean, trees: Map<string, ListNode>) {
    this.#name = name;
    this.#tokens = tokens;
    this.#isFunction = isFunction;
    this.#trees = trees;
    this.#pipelines = this.#newPipelines();
  }

  #newPipelines(): PipelineParser {
    return new PipelineParser(this.#tokens, this.#scope, {
      isFunction: this.#isFunction,
      fail: (problem) => this.#fail(problem),
      unexpected: (token, context) => this.#unexpected(token, context),
    });
  }

  parseMain(): void {
    const nodes: StatementNode[] = [];
    const offset = this.#tokens.peek().offset;
    while (this.#tokens.peek().kind !== "eof") {
      if (this.#definition()) continue;
      nodes.push(this.#topLevelStatement());
    }
    this.#add(this.#name, { kind: "list", offset, nodes });
  }

  #topLevelStatement(): StatementNode {
    const node = this.#textOrAction();
    return isListEnd(node) ? this.#fail(`unexpected {{${node.kind}}}`) : node;
  }

  /** Parses a `define` if one stands here. */
  #definition(): boolean {
    const delimiter = this.#tokens.next();
    if (delimiter.kind !== "leftDelimiter") {
      this.#tokens.backUp(delimiter);
      return false;
    }
    const word = this.#tokens.nextNonSpace();
    if (word.kind !== "keyword" || word.text !== "define") {
      this.#tokens.backUp(delimiter, word);
      return false;
    }
    const context = "define clause";
    const name = this.#templateName(this.#tokens.nextNonSpace(), context);
    this.#expect("rightDelimiter", context);
    this.#tree(name, context);
    return true;
  }

  /** The body of a `define` or `block`: a tree with variables and loops of its own. */
  #tree(name: string, context: "define clause" | "block clause"): void {
    const { line } = this.#tokens;
    const outer = { scope: this.#scope, pipelines: this.#pipelines, rangeDepth: this.#rangeDepth, actionLine: this.#actionLine };
    this.#scope = newScope();
    this.#pipelines = this.#newPipelines();
    this.#rangeDepth = 0;
    this.#actionLine = 0;
    const [list, end] = this.#itemList();
    if (end.kind !== "end") {
      // Go names the line where the tree around the block has stopped reading.
      if (context === "block clause") this.#tokens.line = line;
      this.#fail(`unexpected {{${end.kind}}} in ${context}`);
    }
    this.#add(name, list);
    this.#scope = outer.scope;
    this.#pipelines = outer.pipelines;
    this.#rangeDepth = outer.rangeDepth;
    this.#actionLine = outer.actionLine;
  }

  #add(name: string, list: ListNode): void {
    if (!addTree(this.#trees, name, list)) this.#fail(`template: multiple definition of template ${quote(name)}`);
  }

  /** Statements up to `end` or `else`. */
  #itemList(): [ListNode, ListEnd] {
    const nodes: StatementNode[] = [];
    const offset = this.#tokens.peekNonSpace().offset;
    while (this.#tokens.peekNonSpace().kind !== "eof") {
      const node = this.#textOrAction();
      if (isListEnd(node)) return [{ kind: "list", offset, nodes }, node];
      nodes.push(node);
    }
    return this.#fail("unexpected EOF");
  }

  #textOrAction(): StatementNode | ListEnd {
    const token = this.#tokens.nextNonSpace();
    if (token.kind === "text") return { kind: "text", offset: token.offset, text: token.text };
    if (token.kind !== "leftDelimiter") return this.#unexpected(token, "input");
    this.#actionLine = token.line;
    const node = this.#action();
    this.#actionLine = 0;
    return node;
  }

  #action(): StatementNode | ListEnd {
    const token = this.#tokens.nextNonSpace();
    if (token.kind === "keyword") {
      const node = this.#control(token);
      if (node !== undefined) return node;
    }
    this.#tokens.backUp(token);
    return { kind: "action", offset: token.offset, pipe: this.#pipelines.pipeline("command", "rightDelimiter") };
  }

  #control(keyword: Token): StatementNode | ListEnd | undefined {
    switch (keyword.text) {
      case "block":
        return this.#block();
      case "break":
      case "continue":
        return this.#loopControl(keyword, keyword.text);
      case "else":
        return this.#else();
      case "end":
        return { kind: "end", offset: this.#expect("rightDelimiter", "end").offset };
      case "if":
      case "range":
      case "with":
        return this.#branch(keyword.text);
      case "template":
        return this.#template();
      default:
        return undefined;
    }
  }

  #loopControl(keyword: Token, kind: "break" | "continue"): StatementNode {
    const token = this.#tokens.nextNonSpace();
    if (token.kind !== "rightDelimiter") this.#unexpected(token, `{{${kind}}}`);
    if (this.#rangeDepth === 0) this.#fail(`{{${kind}}} outside {{range}}`);
    return { kind, offset: keyword.offset };
  }

  /** `else`; of `else if` and `else with` the second word is left for the branch that it continues. */
  #else(): ListEnd {
    const next = this.#tokens.peekNonSpace();
    if (next.kind === "keyword" && (next.text === "if" || next.text === "with")) return { kind: "else", offset: next.offset };
    return { kind: "else", offset: this.#expect("rightDelimiter", "else").offset };
  }

  #branch(kind: "if" | "range" | "with"): BranchNode {
    const variables = this.#scope.variables.length;
    const pipe = this.#pipelines.pipeline(kind, "rightDelimiter");
    if (kind === "range") this.#rangeDepth++;
    const [list, end] = this.#itemList();
    if (kind === "range") this.#rangeDepth--;
    const elseList = end.kind === "else" ? this.#elseList(kind, end) : undefined;
    this.#scope.variables.length = variables;
    return { kind, offset: pipe.offset, pipe, list, elseList };
  }

  #elseList(kind: "if" | "range" | "with", end: ListEnd): ListNode {
    const next = this.#tokens.peek();
    if (kind !== "range" && next.kind === "keyword" && next.text === kind) {
      this.#tokens.next();
      return { kind: "list", offset: end.offset, nodes: [this.#branch(kind)] };
    }
    const [list, last] = this.#itemList();
    if (last.kind !== "end") this.#fail(`expected end; found {{${last.kind}}}`);
    return list;
  }

  #block(): TemplateNode {
    const context = "block clause";
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, context);
    const pipe = this.#pipelines.pipeline(context, "rightDelimiter");
    this.#tree(name, context);
    return { kind: "template", offset: token.offset, name, pipe };
  }

  #template(): TemplateNode {
    const context = "template clause";
    const token = this.#tokens.nextNonSpace();
    const name = this.#templateName(token, context);
    const next = this.#tokens.nextNonSpace();
    if (next.kind === "rightDelimiter") return { kind: "template", offset: token.offset, name, pipe: undefined };
    this.#tokens.backUp(next);
    return { kind: "template", offset: token.offset, name, pipe: this.#pipelines.pipeline(context, "rightDelimiter") };
  }

  #templateName(token: Token, context: string): string {
    if (token.kind !== "string" && token.kind !== "rawString") return this.#unexpected(token, context);
    return unquote(token.text) ?? this.#fail("invalid syntax");
  }

  #expect(kind: TokenKind, context: string): Token {
    const token = this.#tokens.nextNonSpace();
    return token.kind === kind ? token : this.#unexpected(token, context);
  }

  #unexpected(token: Token, context: string): never {
    if (token.kind !== "error") return this.#fail(`unexpected ${tokenText(token)} in ${context}`);
    if (this.#actionLine === 0 || this.#actionLine === token.line) return this.#fail(token.text);
    const joint = token.text.endsWith(" action") ? "" : " in action";
    return this.#fail(`${token.text}${joint} started at ${this.#name}:${this.#actionLine}`);
  }

  #fail(problem: string): never {
    const line = this.#tokens.line;
    throw new TemplateError("parse", `template: ${this.#name}:${line}: ${problem}`, this.#name, { line });
  }
}

function isListEnd(node: StatementNode | ListEnd): node is ListEnd {
  return node.kind === "end" || node.kind === "else";
}

function newScope(): ParseScope {
  return { variables: ["$"] };
}
