import { GoInteger, GoOpaque, GoSlice, GoTypedMap, type GoValue, mapGet, mapKeys, sliceItems, typeName } from "../values.ts";

/** Is told how many values are about to be looked at, and stops the execution if that is too much. */
export type Charge = (count: number) => void;

/** reflect.DeepEqual: same type and same content; numbers of different types differ, a nil list differs from an empty one. */
export function deepEqual(left: GoValue, right: GoValue, charge: Charge): boolean {
  charge(1);
  if (typeName(left) !== typeName(right)) return false;
  if (left instanceof GoInteger && right instanceof GoInteger) return left.value === right.value;
  if (typeof left !== "object" || left === null) return left === right;
  if (left === right) return true;
  if (left instanceof GoOpaque && right instanceof GoOpaque) return equalFields(left, right, charge);
  const [leftItems, rightItems] = [sliceItems(left), sliceItems(right)];
  if (isNil(left) !== isNil(right)) return false;
  if (leftItems !== undefined && rightItems !== undefined) return equalItems(leftItems, rightItems, charge);
  return equalEntries(left, right, charge);
}

function isNil(value: GoValue): boolean {
  return (value instanceof GoSlice || value instanceof GoTypedMap) && value.isNil;
}

function equalFields(left: GoOpaque, right: GoOpaque, charge: Charge): boolean {
  if (left.fields.length !== right.fields.length) return false;
  if (left.fields.length === 0) return left.payload !== undefined && left.payload === right.payload;
  return left.fields.every(([, value], index) => deepEqual(value, right.fields[index]![1], charge));
}

function equalItems(left: readonly GoValue[], right: readonly GoValue[], charge: Charge): boolean {
  return left.length === right.length && left.every((item, index) => deepEqual(item, right[index], charge));
}

function equalEntries(left: GoValue, right: GoValue, charge: Charge): boolean {
  const keys = mapKeys(left);
  if (keys.length !== mapKeys(right).length) return false;
  return keys.every((key) => mapGet(right, key) !== undefined && deepEqual(mapGet(left, key), mapGet(right, key), charge));
}
