/** Executes statements: the walk functions of exec.go. */

import { UnsupportedError } from "../errors.ts";
import { formatDefault, printable } from "../fmt/print.ts";
import { sortedKeys } from "../map-order.ts";
import type { ActionNode, BranchNode, ListNode, StatementNode, TemplateNode } from "../parse/ast.ts";
import { quote } from "../strconv/quote.ts";
import { GoInteger, type GoValue, goInt, kindOf, mapGet, sliceItems } from "../values.ts";
import { evaluatePipeline } from "./evaluate.ts";
import { hasInterfaceElements } from "./field.ts";
import type { Binding, ExecutionState } from "./state.ts";
import { isTrue } from "./truth.ts";

/** How a statement ends: normally, or by leaving or continuing the loop around it. */
type Outcome = "done" | "break" | "continue";

/** One round of a loop. */
interface Round {
  readonly index: GoValue;
  readonly element: GoValue;
}

/** Executes the statements of a list up to a `break` or `continue`. */
export function walkList(state: ExecutionState, list: ListNode): Outcome {
  for (const node of list.nodes) {
    const outcome = walk(state, node);
    if (outcome !== "done") return outcome;
  }
  return "done";
}

function walk(state: ExecutionState, node: StatementNode): Outcome {
  state.node = node;
  switch (node.kind) {
    case "text":
      state.write(node.text);
      return "done";
    case "action":
      printAction(state, node);
      return "done";
    case "if":
    case "with":
      return walkCondition(state, node);
    case "range":
      return walkRange(state, node);
    case "template":
      callTemplate(state, node);
      return "done";
    default:
      return node.kind;
  }
}

function printAction(state: ExecutionState, node: ActionNode): void {
  const value = evaluatePipeline(state, node.pipe);
  if (node.pipe.declarations.length > 0) return;
  state.node = node;
  state.write(printed(state, printable(value)));
}

function printed(state: ExecutionState, value: GoValue): string {
  try {
    return formatDefault(value);
  } catch (error) {
    if (error instanceof UnsupportedError) return state.fail(error.message, "unsupported");
    throw error;
  }
}

function walkCondition(state: ExecutionState, node: BranchNode): Outcome {
  const mark = state.variables.length;
  const value = evaluatePipeline(state, node.pipe);
  let outcome: Outcome = "done";
  if (!isTrue(value)) outcome = node.elseList === undefined ? "done" : walkList(state, node.elseList);
  else if (node.kind === "if") outcome = walkList(state, node.list);
  else outcome = walkWithDot(state, { name: ".", value, isInterface: false }, node.list);
  state.variables.length = mark;
  return outcome;
}

function walkWithDot(state: ExecutionState, dot: Binding, list: ListNode): Outcome {
  const outer = state.dot;
  state.dot = dot;
  const outcome = walkList(state, list);
  state.dot = outer;
  return outcome;
}

function walkRange(state: ExecutionState, node: BranchNode): Outcome {
  const outerMark = state.variables.length;
  const value = evaluatePipeline(state, node.pipe);
  const mark = state.variables.length;
  const isInterface = hasInterfaceElements(value) && !(value instanceof GoInteger);
  let ran = false;
  let outcome: Outcome = "done";
  for (const round of rounds(state, node, value)) {
    ran = true;
    state.budget.chargeItems(1);
    bindRound(state, node, round, isInterface);
    const ended = walkWithDot(state, { name: ".", value: round.element, isInterface }, node.list);
    state.variables.length = mark;
    if (ended === "break") break;
  }
  if (!ran && node.elseList !== undefined) outcome = walkList(state, node.elseList);
  state.variables.length = outerMark;
  return outcome;
}

/** What a value gives to a loop: items of a list, entries of a map by key, the integers below a number, nothing for no value. */
function rounds(state: ExecutionState, node: BranchNode, value: GoValue): Iterable<Round> {
  if (value === undefined) return [];
  const items = sliceItems(value);
  if (items !== undefined) return listRounds(items);
  if (kindOf(value) === "map") return sortedKeys(value).map((key) => ({ index: key, element: mapGet(value, key) }));
  if (!(value instanceof GoInteger)) return state.fail(`range can't iterate over ${printed(state, value)}`);
  if (node.pipe.declarations.length > 1) state.fail(`can't use ${value.value} to iterate over more than one variable`);
  return countRounds(value);
}

function* listRounds(items: readonly GoValue[]): Generator<Round> {
  const count = items.length;
  for (let index = 0; index < count; index++) yield { index: goInt(index), element: items[index] ?? null };
}

function* countRounds({ kind, value }: GoInteger): Generator<Round> {
  for (let count = 0n; count < value; count++) yield { index: undefined, element: new GoInteger(kind, count) };
}

/** Sets the loop variables: element alone, or index and element. */
function bindRound(state: ExecutionState, node: BranchNode, { index, element }: Round, isInterface: boolean): void {
  const { declarations, isAssign } = node.pipe;
  if (declarations.length === 0) return;
  const elementName = declarations[declarations.length - 1]!.names[0]!;
  const indexName = declarations.length > 1 ? declarations[0]!.names[0]! : undefined;
  if (isAssign) {
    if (indexName !== undefined) state.assign(indexName, index, false);
    state.assign(elementName, element, isInterface);
    return;
  }
  const top = state.variables.length - 1;
  state.variables[top] = { name: elementName, value: element, isInterface };
  if (indexName !== undefined) state.variables[top - 1] = { name: indexName, value: index, isInterface: false };
}

/** `{{ template }}`: another tree with its own variables; `$` and the dot are the argument. */
function callTemplate(state: ExecutionState, node: TemplateNode): void {
  const list = state.template.trees.get(node.name) ?? state.fail(`template ${quote(node.name)} not defined`);
  const { templateDepth } = state.budget.limits;
  if (state.depth >= templateDepth) state.fail(`exceeded maximum template depth (${templateDepth})`, "depth-limit");
  state.budget.chargeItems(1);
  const value = node.pipe === undefined ? undefined : evaluatePipeline(state, node.pipe);
  const { templateName, dot, variables } = state;
  state.templateName = node.name;
  state.dot = { name: ".", value, isInterface: false };
  state.variables = [{ name: "$", value, isInterface: false }];
  state.depth++;
  walkList(state, list);
  state.depth--;
  state.templateName = templateName;
  state.dot = dot;
  state.variables = variables;
}
