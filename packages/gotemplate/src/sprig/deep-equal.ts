import { GoInteger, GoOpaque, GoSlice, GoTypedMap, type GoValue, mapGet, mapKeys, sliceItems, typeName } from "../values.ts";

/** reflect.DeepEqual: same type and same content; numbers of different types differ, a nil list differs from an empty one. */
export function deepEqual(left: GoValue, right: GoValue): boolean {
  if (typeName(left) !== typeName(right)) return false;
  if (left instanceof GoInteger && right instanceof GoInteger) return left.value === right.value;
  if (typeof left !== "object" || left === null) return left === right;
  if (left === right) return true;
  if (left instanceof GoOpaque && right instanceof GoOpaque) return equalFields(left, right);
  const [leftItems, rightItems] = [sliceItems(left), sliceItems(right)];
  if (isNil(left) !== isNil(right)) return false;
  if (leftItems !== undefined && rightItems !== undefined) return equalItems(leftItems, rightItems);
  return equalEntries(left, right);
}

function isNil(value: GoValue): boolean {
  return (value instanceof GoSlice || value instanceof GoTypedMap) && value.isNil;
}

function equalFields(left: GoOpaque, right: GoOpaque): boolean {
  if (left.fields.length !== right.fields.length) return false;
  if (left.fields.length === 0) return left.payload !== undefined && left.payload === right.payload;
  return left.fields.every(([, value], index) => deepEqual(value, right.fields[index]![1]));
}

function equalItems(left: readonly GoValue[], right: readonly GoValue[]): boolean {
  return left.length === right.length && left.every((item, index) => deepEqual(item, right[index]));
}

function equalEntries(left: GoValue, right: GoValue): boolean {
  const keys = mapKeys(left);
  if (keys.length !== mapKeys(right).length) return false;
  return keys.every((key) => mapGet(right, key) !== undefined && deepEqual(mapGet(left, key), mapGet(right, key)));
}
