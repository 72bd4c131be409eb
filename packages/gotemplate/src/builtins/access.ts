/** index, slice, len (funcs.go of text/template, Go 1.26). */
import { byteLength, byteSlice, toBytes } from "../utf8.ts";
import {
  GoError,
  GoInteger,
  GoOpaque,
  GoSlice,
  GoTypedMap,
  type GoValue,
  goInt,
  goInteger,
  kindOf,
  mapGet,
  mapKeys,
  sliceItems,
  typeName,
} from "../values.ts";

/** `index x 1 "a"` is Go's `x[1]["a"]`; an absent key gives the zero value of the element type. */
export function indexValue(item: GoValue, indexes: readonly GoValue[]): GoValue {
  if (item === undefined || item === null) throw new GoError("index of untyped nil");
  return indexes.reduce(indexOnce, item);
}

function indexOnce(item: GoValue, index: GoValue): GoValue {
  if (item === undefined || item === null) throw new GoError("index of nil pointer");
  if (typeof item === "string") return byteAt(item, index);
  const items = sliceItems(item);
  if (items !== undefined) return itemAt(items, index);
  if (kindOf(item) !== "map") throw new GoError(`can't index item of type ${typeName(item)}`);
  if (index === undefined || index === null) throw new GoError("value is nil; should be of type string");
  if (typeof index !== "string") throw new GoError(`value has type ${typeName(index)}; should be string`);
  const value = mapGet(item, index);
  return value === undefined && item instanceof GoTypedMap ? zeroOf(item.elementType) : (value ?? null);
}

function zeroOf(type: string): GoValue {
  if (type === "string") return "";
  if (type === "bool") return false;
  if (type === "float64") return 0;
  return /^u?int(8|16|32|64)?$/.test(type) ? goInteger(type as GoInteger["kind"], 0n) : null;
}

function byteAt(text: string, index: GoValue): GoValue {
  const bytes = toBytes(text);
  const byte = bytes[indexWithin(index, bytes.length)];
  if (byte === undefined) throw new GoError("reflect: string index out of range");
  return goInteger("uint8", byte);
}

function itemAt(items: readonly GoValue[], index: GoValue): GoValue {
  const at = indexWithin(index, items.length);
  if (at === items.length) throw new GoError("reflect: slice index out of range");
  return items[at] ?? null;
}

/** An index from 0 to the capacity, the capacity included. */
function indexWithin(index: GoValue, capacity: number): number {
  if (index === undefined || index === null) throw new GoError("cannot index slice/array with nil");
  if (!(index instanceof GoInteger)) throw new GoError(`cannot index slice/array with type ${typeName(index)}`);
  const value = BigInt.asIntN(64, index.value);
  if (value < 0n || value > BigInt(capacity)) throw new GoError(`index out of range: ${value}`);
  return Number(value);
}

/** `slice x 1 2` is Go's `x[1:2]`; lists have no capacity beyond their length here. */
export function sliceValue(item: GoValue, indexes: readonly GoValue[]): GoValue {
  if (item === undefined || item === null) throw new GoError("slice of untyped nil");
  if (indexes.length > 3) throw new GoError(`too many slice indexes: ${indexes.length}`);
  const items = sliceItems(item);
  if (items === undefined && typeof item !== "string") throw new GoError(`can't slice item of type ${typeName(item)}`);
  if (typeof item === "string" && indexes.length === 3) throw new GoError("cannot 3-index slice a string");
  const length = typeof item === "string" ? byteLength(item) : items!.length;
  const [start = 0, end = length, capacity = length] = indexes.map((index) => indexWithin(index, length));
  if (start > end) throw new GoError(`invalid slice index: ${start} > ${end}`);
  if (end > capacity) throw new GoError(`invalid slice index: ${end} > ${capacity}`);
  if (typeof item === "string") return byteSlice(item, start, end);
  return item instanceof GoSlice ? new GoSlice(item.elementType, item.items.slice(start, end), item.isNil) : items!.slice(start, end);
}

/** The length of a string in bytes, of a list or of a map. */
export function lengthOf(item: GoValue): GoInteger {
  if (item === null) throw new GoError("len of nil pointer");
  if (item === undefined) throw new GoError("reflect: call of reflect.Value.Type on zero Value");
  if (typeof item === "string") return goInt(byteLength(item));
  const items = sliceItems(item);
  if (items !== undefined) return goInt(items.length);
  if (kindOf(item) === "map" && !(item instanceof GoOpaque)) return goInt(mapKeys(item).length);
  throw new GoError(`len of type ${typeName(item)}`);
}
