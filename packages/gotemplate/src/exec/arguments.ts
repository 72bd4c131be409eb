/** Go's rules for passing values and constants to parameters of a type (exec.go: validateType, evalArg). */

import type { NumberNode, OperandNode } from "../parse/ast.ts";
import { nodeText } from "../parse/node-text.ts";
import { GoInteger, type GoIntegerKind, GoSlice, type GoType, GoTypedMap, type GoValue, goInteger, typeName } from "../values.ts";
import type { ExecutionState } from "./state.ts";

const signedKinds: ReadonlySet<string> = new Set(["int", "int8", "int16", "int32", "int64"]);
const unsignedKinds: ReadonlySet<string> = new Set(["uint", "uint8", "uint16", "uint32", "uint64"]);

/** The zero value of a type that nil can be assigned to; the reason that it is none otherwise. */
function nilOf(type: GoType): { readonly zero: GoValue } | undefined {
  if (type === "interface {}") return { zero: null };
  if (type === "reflect.Value") return { zero: undefined };
  if (type.startsWith("[]")) return { zero: new GoSlice(type.slice(2), [], true) };
  if (type.startsWith("map[string]")) return { zero: new GoTypedMap(type.slice("map[string]".length), new Map(), true) };
  return type.startsWith("*") || type.startsWith("func(") ? { zero: null } : undefined;
}

function isAssignable(value: GoValue, type: GoType): boolean {
  if (typeof value === "string") return type === "string";
  if (value instanceof GoInteger) return value.kind === type;
  const dynamic = typeName(value);
  return dynamic === type || dynamic === `*${type}`;
}

/** The value as an argument of the type; an error in Go's words if it is none. */
export function passValue(state: ExecutionState, value: GoValue, type: GoType): GoValue {
  if (value === undefined) {
    const nil = nilOf(type);
    return nil === undefined ? state.fail(`invalid value; expected ${type}`) : nil.zero;
  }
  if (type === "interface {}" || type === "reflect.Value" || (value !== null && isAssignable(value, type))) return value;
  return state.fail(`wrong type for value; expected ${type}; got ${value === null ? "interface {}" : typeName(value)}`);
}

/** A literal as an argument of the type: untyped constants take the type of the parameter if they fit. */
export function passConstant(state: ExecutionState, node: OperandNode, type: GoType): GoValue {
  if (node.kind === "nil") {
    const nil = nilOf(type);
    return nil === undefined ? state.fail(`cannot assign nil to ${type}`) : nil.zero;
  }
  if (type === "interface {}" || type === "reflect.Value") return constantValue(state, node);
  if (type === "string") return node.kind === "string" ? node.text : state.fail(`expected string; found ${nodeText(node)}`);
  if (type === "bool") return node.kind === "bool" ? node.value : state.fail(`expected bool; found ${nodeText(node)}`);
  const number = node.kind === "number" ? node : undefined;
  if (type === "float64") return number?.float ?? state.fail(`expected float; found ${nodeText(node)}`);
  if (signedKinds.has(type)) return integerOf(number?.int, type) ?? state.fail(`expected integer; found ${nodeText(node)}`);
  if (unsignedKinds.has(type)) return integerOf(number?.uint, type) ?? state.fail(`expected unsigned integer; found ${nodeText(node)}`);
  return state.fail(`can't handle ${nodeText(node)} for arg of type ${type}`);
}

function integerOf(value: bigint | undefined, type: GoType): GoInteger | undefined {
  return value === undefined ? undefined : goInteger(type as GoIntegerKind, value);
}

/** The value of a literal where nothing asks for a type (exec.go: evalEmptyInterface, idealConstant). */
export function constantValue(state: ExecutionState, node: OperandNode): GoValue {
  if (node.kind === "string") return node.text;
  if (node.kind === "bool") return node.value;
  return node.kind === "number"
    ? numberValue(state, node)
    : state.fail(`can't handle assignment of ${nodeText(node)} to empty interface argument`);
}

function numberValue(state: ExecutionState, node: NumberNode): GoValue {
  state.node = node;
  const { text, int, float } = node;
  if (node.isComplex) return state.fail(`complex number ${text} is not supported`, "unsupported");
  const isHexInteger = /^0[xX]./.test(text) && !/[pP]/.test(text);
  if (float !== undefined && !isHexInteger && !text.startsWith("'") && /[.eEpP]/.test(text)) return float;
  return int === undefined ? state.fail(`${text} overflows int`) : goInteger("int", int);
}
