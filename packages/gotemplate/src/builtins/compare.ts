/** eq, ne, lt, le, gt, ge (funcs.go of text/template, Go 1.26). */
import { sprintf } from "../fmt/printf.ts";
import { compareText } from "../utf8.ts";
import { GoError, GoInteger, GoOpaque, GoSlice, GoTypedMap, type GoValue, kindOf, typeName } from "../values.ts";

type BasicKind = "bool" | "int" | "uint" | "float" | "string" | "other";

function basicKind(value: GoValue): BasicKind {
  if (value instanceof GoInteger) return value.kind.startsWith("u") ? "uint" : "int";
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "number":
      return "float";
    case "string":
      return "string";
    default:
      return "other";
  }
}

function isInvalid(value: GoValue): value is null | undefined {
  return value === null || value === undefined;
}

function isNil(value: GoValue): boolean {
  return isInvalid(value) || ((value instanceof GoSlice || value instanceof GoTypedMap) && value.isNil);
}

/** Whether the first value equals one of the others. */
export function isEqualToAny(first: GoValue, others: readonly GoValue[]): boolean {
  if (others.length === 0) throw new GoError("missing argument for comparison");
  return others.some((other) => isEqual(first, other));
}

/** Go's `eq` of two values; integers of different sizes and signs compare by value. */
export function isEqual(left: GoValue, right: GoValue): boolean {
  if (left instanceof GoInteger && right instanceof GoInteger) return left.value === right.value;
  const kind = basicKind(left);
  if (kind === basicKind(right)) return kind === "other" ? isSameComposite(left, right) : left === right;
  if (isInvalid(left) || isInvalid(right)) return false;
  throw incompatible(left, right);
}

function isSameComposite(left: GoValue, right: GoValue): boolean {
  const kinds = [kindOf(left), kindOf(right)];
  if (kinds[0] !== kinds[1] && !kinds.includes("invalid")) {
    throw new GoError(sprintf("non-comparable types %s: %s, %s: %v", [left, typeName(left), typeName(right), right]));
  }
  if (isNil(left) || isNil(right)) return isNil(left) === isNil(right);
  if (kinds[1] === "map" || kinds[1] === "slice") throw new GoError(sprintf("non-comparable type %s: %s", [right, typeName(right)]));
  return left === right || isSameStruct(left, right);
}

/** Structs are equal if their types and all fields are; pointers only if they are the same. */
function isSameStruct(left: GoValue, right: GoValue): boolean {
  if (!(left instanceof GoOpaque && right instanceof GoOpaque) || left.kind !== "struct" || left.typeName !== right.typeName) return false;
  return left.fields.every(([, field], index) => isEqual(field, right.fields[index]?.[1]));
}

function incompatible(left: GoValue, right: GoValue): GoError {
  return new GoError(`incompatible types for comparison: ${typeName(left)} and ${typeName(right)}`);
}

/** Go's `lt`. */
export function isLess(left: GoValue, right: GoValue): boolean {
  const kind = basicKind(left);
  if (kind === "other" || basicKind(right) === "other") throw new GoError("invalid type for comparison");
  if (left instanceof GoInteger && right instanceof GoInteger) return left.value < right.value;
  if (kind !== basicKind(right)) throw incompatible(left, right);
  if (typeof left === "string" && typeof right === "string") return compareText(left, right) < 0;
  if (typeof left === "number" && typeof right === "number") return left < right;
  throw new GoError("invalid type for comparison");
}

/** Go's `le`: less or equal, which is false for NaN. */
export function isLessOrEqual(left: GoValue, right: GoValue): boolean {
  return isLess(left, right) || isEqual(left, right);
}
