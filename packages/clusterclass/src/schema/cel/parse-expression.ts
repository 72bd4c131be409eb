import { type ASTNode, Environment, ParseError } from "@marcbachmann/cel-js";
import { Remembered } from "../../api/remembered.ts";
import { CelIssue, type Expr, OPERATORS } from "./expression.ts";
import { expandMacro } from "./macros.ts";
import { CelUint, type CelValue, Undecidable } from "./values.ts";

/** Only the parser of the library is used: type checking, costs and Kubernetes' libraries follow cel-go, see checker.ts and evaluator.ts. */
const parser = new Environment({
  enableOptionalTypes: true,
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: 100_000, maxDepth: 250, maxListElements: 100_000, maxMapEntries: 100_000, maxCallArguments: 100_000 },
});

/** Valid CEL that the parser does not know: `.5`, `.name`, backquoted names and optional elements. */
const UNKNOWN_SYNTAX = /(^|[^\w)\]"'])\.[\w]|`|[[,{(]\s*\?/;

/** Gives out the ids of one expression. */
export type NextId = () => number;

/**
 * Parses CEL with Kubernetes' macros expanded. Throws `CelIssue` for syntax errors and `Undecidable` for syntax that is valid CEL but not known here.
 */
export function parseExpression(text: string): Expr {
  return parsed.of(text, () => {
    let id = 0;
    return convert(parse(text), () => ++id);
  });
}

/** A rule is compiled where it is admitted, where defaults are tried and where values are; many rules have one text. Nobody changes an expression. */
const parsed = new Remembered<string, Expr>(2000);

function parse(text: string): ASTNode {
  try {
    return parser.parse(text).ast;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    if (UNKNOWN_SYNTAX.test(text)) throw new Undecidable(`syntax that is not known here: ${error.message}`);
    throw new CelIssue(`Syntax error: ${error.message}`);
  }
}

function convert(node: ASTNode, nextId: NextId): Expr {
  const id = nextId();
  const sub = (inner: ASTNode) => convert(inner, nextId);
  const call = (fn: string, ...args: ASTNode[]): Expr => ({ id, kind: "call", fn, target: undefined, args: args.map(sub) });
  switch (node.op) {
    case "value":
      return { id, kind: "literal", value: literal(node.args) };
    case "id":
      return { id, kind: "ident", name: node.args };
    case ".":
      return { id, kind: "select", operand: sub(node.args[0]), field: node.args[1], testOnly: false };
    case ".?":
      return {
        id,
        kind: "call",
        fn: OPERATORS.optionalSelect,
        target: undefined,
        args: [sub(node.args[0]), { id: nextId(), kind: "literal", value: node.args[1] }],
      };
    case "[]":
      return call(OPERATORS.index, ...node.args);
    case "[?]":
      return call(OPERATORS.optionalIndex, ...node.args);
    case "call":
      return macroOrCall({ id, kind: "call", fn: node.args[0], target: undefined, args: node.args[1].map(sub) }, nextId);
    case "rcall":
      return macroOrCall({ id, kind: "call", fn: node.args[0], target: sub(node.args[1]), args: node.args[2].map(sub) }, nextId);
    case "list":
      return { id, kind: "list", elements: node.args.map(sub) };
    case "map":
      return { id, kind: "map", entries: node.args.map(([key, value]) => [sub(key), sub(value)]) };
    case "?:":
      return call(OPERATORS.conditional, ...node.args);
    case "in":
      return call(OPERATORS.in, ...node.args);
    case "!_":
      return node.args.op === "!_" ? sub(node.args.args) : call(OPERATORS.not, node.args);
    case "-_":
      return negate(node.args, id, nextId);
    default:
      return call(`_${node.op}_`, ...node.args);
  }
}

type Literal = Extract<ASTNode, { op: "value" }>["args"];

function macroOrCall(call: Expr & { kind: "call" }, nextId: NextId): Expr {
  return expandMacro(call, nextId) ?? call;
}

/** A minus in front of a number belongs to the number; two of them cancel each other out. */
function negate(operand: ASTNode, id: number, nextId: NextId): Expr {
  if (operand.op === "-_") return convert(operand.args, nextId);
  if (operand.op === "value" && typeof operand.args === "bigint") return { id, kind: "literal", value: literal(-operand.args) };
  if (operand.op === "value" && typeof operand.args === "number") return { id, kind: "literal", value: -operand.args };
  return { id, kind: "call", fn: OPERATORS.negate, target: undefined, args: [convert(operand, nextId)] };
}

function literal(value: Literal): CelValue {
  if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) return new CelUint(BigInt(String(value)));
  if (typeof value === "bigint" && (value < -(2n ** 63n) || value > 2n ** 63n - 1n))
    throw new CelIssue("Syntax error: invalid int literal");
  return value;
}
