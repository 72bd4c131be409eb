import { dataReferences, type Node, type OperandNode, type PipeNode, parseTemplate, visitNodes } from "@cstack/gotemplate";

/** An argument of a function in a template, as far as its text tells what it is. */
export type Operand =
  | { kind: "data"; path: readonly string[] }
  | { kind: "text"; text: string }
  | { kind: "integer"; value: number }
  | { kind: "float"; value: number }
  | { kind: "boolean" }
  | { kind: "call"; function: string }
  | { kind: "other" };

/** A call in a template; what a pipeline hands over is the last argument. */
export interface TemplateCall {
  function: string;
  operands: Operand[];
}

const other: Operand = { kind: "other" };

/** All calls of a template that parses, in the order of the text. */
export function templateCalls(text: string): TemplateCall[] {
  const template = parseTemplate("tpl", text);
  const paths = new Map(dataReferences(template).map(({ path, place }) => [`${place.line}:${place.column}`, path]));
  const calls: TemplateCall[] = [];
  visitNodes(template, (node: Node) => {
    if (node.kind === "pipe") calls.push(...callsOfPipe(node));
  });
  return calls;

  function callsOfPipe({ commands }: PipeNode): TemplateCall[] {
    return commands.flatMap(({ operands: [first, ...rest] }, index) => {
      if (first?.kind !== "identifier") return [];
      const before = index === 0 ? [] : [resultOf(commands.slice(0, index))];
      return [{ function: first.name, operands: [...rest.map(operandOf), ...before] }];
    });
  }

  function resultOf(commands: PipeNode["commands"]): Operand {
    const [first, ...rest] = commands.at(-1)?.operands ?? [];
    if (first === undefined) return other;
    if (first.kind === "identifier") return { kind: "call", function: first.name };
    return commands.length === 1 && rest.length === 0 ? operandOf(first) : other;
  }

  function operandOf(node: OperandNode): Operand {
    switch (node.kind) {
      case "string":
        return { kind: "text", text: node.text };
      case "number":
        return numberOf(node.text);
      case "bool":
        return { kind: "boolean" };
      case "identifier":
        return { kind: "call", function: node.name };
      case "pipe":
        return resultOf(node.commands);
      case "field":
      case "variable":
      case "dot": {
        const path = paths.get(placeKey(text, node.offset));
        return path === undefined ? other : { kind: "data", path };
      }
      default:
        return other;
    }
  }
}

/** Go takes a constant with a point or an exponent as a float, any other as an integer (text/template/exec.go, idealConstant). */
function numberOf(text: string): Operand {
  const isFloat = !/^[+-]?0[xX]/.test(text) && /[.eEpP]/.test(text);
  return { kind: isFloat ? "float" : "integer", value: Number(text.replaceAll("_", "")) };
}

/** Line and column in bytes, as references are placed. */
function placeKey(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  const bytes = [...lines.at(-1)!].reduce((sum, character) => sum + bytesOf(character.codePointAt(0)!), 0);
  return `${lines.length}:${bytes}`;
}

function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
