import { quote } from "../strconv/quote.ts";
import type { BranchNode, CommandNode, Node, OperandNode, PipeNode } from "./ast.ts";

/** The template text that stands for a node, as Go shows it in `at <...>` of an error (node.go, String). */
export function nodeText(node: Node): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "action":
      return `{{${pipeText(node.pipe)}}}`;
    case "if":
    case "with":
    case "range":
      return branchText(node);
    case "template":
      return `{{template ${quote(node.name)}${node.pipe === undefined ? "" : ` ${pipeText(node.pipe)}`}}}`;
    case "break":
    case "continue":
      return `{{${node.kind}}}`;
    case "list":
      return node.nodes.map(nodeText).join("");
    case "command":
      return commandText(node);
    default:
      return operandText(node);
  }
}

function branchText(node: BranchNode): string {
  const otherwise = node.elseList === undefined ? "" : `{{else}}${nodeText(node.elseList)}`;
  return `{{${node.kind} ${pipeText(node.pipe)}}}${nodeText(node.list)}${otherwise}{{end}}`;
}

function pipeText(pipe: PipeNode): string {
  const commands = pipe.commands.map(commandText).join(" | ");
  if (pipe.declarations.length === 0) return commands;
  return `${pipe.declarations.map(operandText).join(", ")} ${pipe.isAssign ? "=" : ":="} ${commands}`;
}

function commandText(command: CommandNode): string {
  return command.operands.map((operand) => (operand.kind === "pipe" ? `(${pipeText(operand)})` : operandText(operand))).join(" ");
}

function operandText(node: OperandNode): string {
  switch (node.kind) {
    case "field":
      return node.names.map((name) => `.${name}`).join("");
    case "variable":
      return node.names.join(".");
    case "chain": {
      const base = node.node.kind === "pipe" ? `(${pipeText(node.node)})` : operandText(node.node);
      return base + node.names.map((name) => `.${name}`).join("");
    }
    case "identifier":
      return node.name;
    case "pipe":
      return pipeText(node);
    case "dot":
      return ".";
    case "nil":
      return "nil";
    case "bool":
      return String(node.value);
    case "string":
      return node.quoted;
    case "number":
      return node.text;
  }
}
