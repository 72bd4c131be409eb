/** Values of pipelines, commands and operands, and calls of functions: the eval functions of exec.go. */
import { builtins } from "../builtins/index.ts";
import { TemplateError, UnsupportedError } from "../errors.ts";
import type { ChainNode, CommandNode, FieldNode, IdentifierNode, Node, OperandNode, PipeNode, VariableNode } from "../parse/ast.ts";
import { nodeText } from "../parse/node-text.ts";
import { joinBytes } from "../utf8.ts";
import { GoError, type GoType, type GoValue, type TemplateFunction, typeName } from "../values.ts";
import { constantValue, passConstant, passValue } from "./arguments.ts";
import { findMethod, hasInterfaceElements, readField } from "./field.ts";
import type { Binding, ExecutionState } from "./state.ts";
import { isTrue } from "./truth.ts";

/** The value that a pipeline hands to its next command, if there is one. */
type Final = GoValue | typeof noFinal;
const noFinal: unique symbol = Symbol("no final value");

/** What a function or method is called with, apart from its receiver. */
interface Call {
  /** The node that errors of the function name. */
  readonly node: Node;
  readonly operands: readonly OperandNode[];
  readonly final: Final;
}

const noOperands: readonly OperandNode[] = [];

/** Evaluates a pipeline and declares or assigns its variables. A nil interface at its end is no value at all. */
export function evaluatePipeline(state: ExecutionState, pipe: PipeNode): GoValue {
  state.node = pipe;
  let value: GoValue;
  let final: Final = noFinal;
  for (const command of pipe.commands) {
    value = evaluateCommand(state, command, final) ?? undefined;
    final = value;
  }
  for (const { names } of pipe.declarations) {
    if (pipe.isAssign) state.assign(names[0]!, value, false);
    else state.variables.push({ name: names[0]!, value, isInterface: false });
  }
  return value;
}

function evaluateCommand(state: ExecutionState, command: CommandNode, final: Final): GoValue {
  const first = command.operands[0]!;
  const operands = command.operands.length === 1 ? noOperands : command.operands.slice(1);
  switch (first.kind) {
    case "field":
      return evaluateField(state, first, operands, final);
    case "chain":
      return evaluateChain(state, first, operands, final);
    case "identifier":
      return evaluateFunction(state, first, { node: command, operands, final });
    case "variable":
      return evaluateVariable(state, first, operands, final);
    case "pipe":
      refuseArguments(state, first, operands, final);
      return evaluatePipeline(state, first);
  }
  state.node = first;
  refuseArguments(state, first, operands, final);
  if (first.kind === "dot") return state.dot.value;
  return first.kind === "nil" ? state.fail("nil is not a command") : constantValue(state, first);
}

function refuseArguments(state: ExecutionState, first: OperandNode, operands: readonly OperandNode[], final: Final): void {
  if (operands.length > 0 || final !== noFinal) state.fail(`can't give argument to non-function ${nodeText(first)}`);
}

function evaluateField(state: ExecutionState, node: FieldNode, operands: readonly OperandNode[], final: Final): GoValue {
  state.node = node;
  return followNames(state, state.dot, node.names, { node, operands, final });
}

function evaluateVariable(state: ExecutionState, node: VariableNode, operands: readonly OperandNode[], final: Final): GoValue {
  state.node = node;
  const binding = state.variable(node.names[0]!);
  if (node.names.length > 1) return followNames(state, binding, node.names.slice(1), { node, operands, final });
  refuseArguments(state, node, operands, final);
  return binding.value;
}

function evaluateChain(state: ExecutionState, node: ChainNode, operands: readonly OperandNode[], final: Final): GoValue {
  const inner = node.node;
  const value =
    inner.kind === "identifier" ? evaluateFunction(state, inner, withoutArguments(inner)) : evaluatePipeline(state, inner as PipeNode);
  return followNames(state, { name: "", value, isInterface: false }, node.names, { node, operands, final });
}

function withoutArguments(node: Node): Call {
  return { node, operands: noOperands, final: noFinal };
}

/** `.a.b.c`: only the last name may be a method with arguments. */
function followNames(state: ExecutionState, start: Binding, names: readonly string[], call: Call): GoValue {
  let { value, isInterface } = start;
  const last = names.length - 1;
  for (let index = 0; index < last; index++) {
    const next = followName(state, value, isInterface, names[index]!, withoutArguments(call.node));
    isInterface = hasInterfaceElements(value);
    value = next;
  }
  return followName(state, value, isInterface, names[last]!, call);
}

function followName(state: ExecutionState, receiver: GoValue, isInterface: boolean, name: string, call: Call): GoValue {
  const method = findMethod(receiver, name);
  if (method !== undefined) return callFunction(state, method, name, call);
  return readField(state, receiver, isInterface, name, call.operands.length > 0 || call.final !== noFinal);
}

function evaluateFunction(state: ExecutionState, identifier: IdentifierNode, call: Call): GoValue {
  state.node = identifier;
  const { name } = identifier;
  const custom = state.functions.get(name);
  if (custom !== undefined) return callFunction(state, custom, name, call);
  const builtin = builtins.get(name);
  if (builtin === undefined) return state.fail(`"${name}" is not a defined function`);
  if (name === "and" || name === "or") return evaluateLogic(state, builtin, name, call);
  return name === "call" ? refuseCall(state, builtin, call) : callFunction(state, builtin, name, call);
}

/** `and` and `or` return the operand that decides and leave those after it unevaluated. */
function evaluateLogic(state: ExecutionState, builtin: TemplateFunction, name: "and" | "or", call: Call): GoValue {
  checkCount(state, builtin, name, call);
  let value: GoValue;
  for (const operand of call.operands) {
    value = evaluateArgument(state, operand, "reflect.Value");
    if (isTrue(value) === (name === "or")) return value;
  }
  return call.final === noFinal ? value : call.final;
}

/** `call` needs a function as a value, and data cannot hold one. */
function refuseCall(state: ExecutionState, builtin: TemplateFunction, call: Call): GoValue {
  const shown = call.operands[0] === undefined ? reflectedText(call.final) : nodeText(call.operands[0]);
  const named: TemplateFunction = { ...builtin, call: (args, context) => builtin.call([shown, ...args], context) };
  return callFunction(state, named, "call", call);
}

/** reflect.Value.String(), which shows only strings as they are. */
function reflectedText(value: Final): string {
  return typeof value === "string" ? value : `<${value === noFinal ? "invalid" : typeName(value)} Value>`;
}

function checkCount(state: ExecutionState, fn: TemplateFunction, name: string, { operands, final }: Call): void {
  const count = operands.length + (final === noFinal ? 0 : 1);
  const wanted = fn.parameters.length;
  if (fn.variadic) {
    if (count < wanted - 1) state.fail(`wrong number of args for ${name}: want at least ${wanted - 1} got ${operands.length}`);
  } else if (count !== wanted) state.fail(`wrong number of args for ${name}: want ${wanted} got ${count}`);
}

function callFunction(state: ExecutionState, fn: TemplateFunction, name: string, call: Call): GoValue {
  checkCount(state, fn, name, call);
  const { parameters } = fn;
  const last = parameters.length - 1;
  const args: GoValue[] = [];
  for (const operand of call.operands) args.push(evaluateArgument(state, operand, parameters[Math.min(args.length, last)]!));
  if (call.final !== noFinal) args.push(passValue(state, call.final, parameters[Math.min(args.length, last)]!));
  return finish(state, invoke(state, fn, name, args, call.node));
}

function invoke(state: ExecutionState, fn: TemplateFunction, name: string, args: readonly GoValue[], node: Node): GoValue {
  try {
    return fn.call(args, state.budget);
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    state.node = node;
    if (error instanceof GoError) return state.fail(`error calling ${name}: ${error.message}`);
    if (error instanceof UnsupportedError) return state.fail(`error calling ${name}: ${error.message}`, "unsupported");
    throw error;
  }
}

/** Keeps results in bounds, and bytes joined to characters where functions put pieces of text together. */
function finish(state: ExecutionState, value: GoValue): GoValue {
  if (typeof value !== "string") return value;
  state.budget.chargeText(value.length);
  return joinBytes(value);
}

function evaluateArgument(state: ExecutionState, node: OperandNode, type: GoType): GoValue {
  state.node = node;
  switch (node.kind) {
    case "dot":
      return passValue(state, state.dot.value, type);
    case "field":
      return passValue(state, evaluateField(state, node, noOperands, noFinal), type);
    case "variable":
      return passValue(state, evaluateVariable(state, node, noOperands, noFinal), type);
    case "pipe":
      return passValue(state, evaluatePipeline(state, node), type);
    case "identifier":
      return passValue(state, evaluateFunction(state, node, withoutArguments(node)), type);
    case "chain":
      return passValue(state, evaluateChain(state, node, noOperands, noFinal), type);
    default:
      return passConstant(state, node, type);
  }
}
