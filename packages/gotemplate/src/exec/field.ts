import { quote } from "../strconv/quote.ts";
import { GoOpaque, GoSlice, GoTypedMap, type GoValue, isGoObject, mapGet, type TemplateFunction, typeName } from "../values.ts";
import type { ExecutionState } from "./state.ts";

/** The method of that name, if the value has methods. */
export function findMethod(receiver: GoValue, name: string): TemplateFunction | undefined {
  return receiver instanceof GoOpaque ? receiver.methods.get(name) : undefined;
}

/** Whether what is read from the value has static type `interface {}`. */
export function hasInterfaceElements(value: GoValue): boolean {
  if (value instanceof GoTypedMap || value instanceof GoSlice) return value.elementType === "interface {}";
  return !(value instanceof GoOpaque);
}

/**
 * `receiver.name` for a map or struct (exec.go: evalField). A field of no value, and an absent key, are no value, or an error if the template
 * was parsed so.
 * @param isInterface whether the static type of the receiver is `interface {}`, which errors then name
 */
export function readField(state: ExecutionState, receiver: GoValue, isInterface: boolean, name: string, hasArguments: boolean): GoValue {
  const absentIsError = state.missingKey === "error";
  if (receiver === undefined) return absentIsError ? state.fail(`nil data; no entry for key ${quote(name)}`) : undefined;
  if (receiver === null) return state.fail(`nil pointer evaluating interface {}.${name}`);
  if (isGoObject(receiver) || receiver instanceof GoTypedMap) {
    if (hasArguments) state.fail(`${name} is not a method but has arguments`);
    const value = mapGet(receiver, name);
    return value === undefined && absentIsError ? state.fail(`map has no entry for key ${quote(name)}`) : value;
  }
  const field = receiver instanceof GoOpaque ? receiver.fields.find(([fieldName]) => fieldName === name) : undefined;
  const type = isInterface ? "interface {}" : typeName(receiver);
  if (field === undefined) return state.fail(`can't evaluate field ${name} in type ${type}`);
  if (!/^\p{Lu}/u.test(name)) return state.fail(`${name} is an unexported field of struct type ${type}`);
  return hasArguments ? state.fail(`${name} has arguments but cannot be invoked as function`) : field[1];
}
