/** What sprig does with lists (v3.3.0, list.go; slim-sprig has the same). The list given is not changed, unless said otherwise. */
import { type CallContext, GoError, GoSlice, GoTypedMap, type GoValue, kindOf, sliceItems } from "../values.ts";
import { truncateToInt64 } from "./casts.ts";
import { type Charge, deepEqual } from "./deep-equal.ts";
import { nilPointer } from "./define.ts";
import { isEmpty } from "./emptiness.ts";
import { sortTexts, strval, strvals } from "./format.ts";

/** The items of a list; other values are an error in the words of the function. */
export function itemsOf(list: GoValue, refusal: string): GoValue[] {
  const items = sliceItems(list);
  if (items !== undefined) return items;
  throw list === null ? nilPointer() : new GoError(`${refusal} ${kindOf(list)}`);
}

/** A nil `[]interface {}`, which prints as an empty list and is `null` in JSON. */
function nilList(): GoSlice {
  return new GoSlice("interface {}", [], true);
}

export function rest(list: GoValue): GoValue {
  const items = itemsOf(list, "Cannot find rest on type");
  return items.length === 0 ? nilList() : items.slice(1);
}

export function initial(list: GoValue): GoValue {
  const items = itemsOf(list, "Cannot find initial on type");
  return items.length === 0 ? nilList() : items.slice(0, -1);
}

export function concat(lists: readonly GoValue[], { chargeItems }: CallContext): GoValue {
  chargeItems(lists.reduce((sum: number, list) => sum + (sliceItems(list)?.length ?? 0), 0));
  const items = lists.flatMap((list) => {
    const part = sliceItems(list);
    if (part !== undefined) return part;
    throw list === null ? nilPointer() : new GoError(`Cannot concat type ${kindOf(list)} as list`);
  });
  return items.length === 0 ? nilList() : items;
}

export function uniq(list: GoValue, { chargeItems }: CallContext): GoValue[] {
  const found: GoValue[] = [];
  for (const item of itemsOf(list, "Cannot find uniq on type")) {
    if (!includes(found, item, chargeItems)) found.push(item);
  }
  return found;
}

export function without(list: GoValue, unwanted: readonly GoValue[], { chargeItems }: CallContext): GoValue[] {
  return itemsOf(list, "Cannot find without on type").filter((item) => !includes(unwanted, item, chargeItems));
}

export function has(needle: GoValue, list: GoValue, { chargeItems }: CallContext): boolean {
  return list !== null && includes(itemsOf(list, "Cannot find has on type"), needle, chargeItems);
}

export function compact(list: GoValue): GoValue[] {
  return itemsOf(list, "Cannot compact on type").filter((item) => !isEmpty(item));
}

function includes(items: readonly GoValue[], wanted: GoValue, charge: Charge): boolean {
  return items.some((item) => deepEqual(item, wanted, charge));
}

/**
 * Lists of `size` items, the last one shorter; sizes of 0 and less go the way of Go's float arithmetic.
 * @throws GoError where Go panics: a number of lists below 0, or an index outside of the list
 */
export function chunk(size: bigint, list: GoValue): GoSlice {
  const items = itemsOf(list, "Cannot chunk type");
  const width = Number(size);
  const count = Number(truncateToInt64(Math.floor((items.length - 1) / width) + 1));
  if (count < 0) throw new GoError("runtime error: makeslice: len out of range");
  const chunks = Array.from({ length: count }, (_, index) => {
    const last = index === count - 1 ? items.length % width || width : width;
    if (last < 0) throw new GoError("runtime error: makeslice: len out of range");
    return items.slice(index * width, index * width + last);
  });
  return new GoSlice("[]interface {}", chunks);
}

/** `list[start:end]`; the type of the list stays. The spare capacity that a Go slice may have is not modelled: an end beyond the list is an error. */
export function slice(list: GoValue, start: bigint, end: bigint | undefined): GoValue {
  const items = itemsOf(list, "list should be type of slice or array but");
  if (items.length === 0) return null;
  const stop = end ?? BigInt(items.length);
  if (start < 0n || stop < start || stop > BigInt(items.length)) throw new GoError("reflect.Value.Slice: slice index out of bounds");
  const part = items.slice(Number(start), Number(stop));
  return list instanceof GoSlice ? new GoSlice(list.elementType, part) : part;
}

/** The items as sorted texts. A `[]string` is sorted in place, as in Go. */
export function sortAlpha(list: GoValue): GoSlice {
  if (sliceItems(list) === undefined) return new GoSlice("string", [strval(list)]);
  const sorted = sortTexts(strvals(list));
  if (!(list instanceof GoSlice) || list.elementType !== "string") return new GoSlice("string", sorted);
  list.items.splice(0, sorted.length, ...sorted);
  return list;
}

/** Texts by `_0`, `_1` and so on. */
export function numbered(texts: readonly string[]): GoTypedMap {
  return new GoTypedMap("string", new Map(texts.map((part, index) => [`_${index}`, part])));
}
