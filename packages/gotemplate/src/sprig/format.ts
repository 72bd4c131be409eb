import { formatDefault } from "../fmt/print.ts";
import { fromBytes } from "../utf8.ts";
import { GoInteger, GoOpaque, GoSlice, type GoValue, sliceItems } from "../values.ts";
import { toByteText } from "./bytes-in-text.ts";

/** sprig's `strval`: a text as it is, bytes as text, what has a `String()` or `Error()` method by that, everything else as `%v`. */
export function strval(value: GoValue): string {
  if (typeof value === "string") return value;
  if (value instanceof GoSlice && value.elementType === "uint8") return bytesOf(value);
  if (value instanceof GoOpaque && value.string !== undefined) return value.string();
  return formatDefault(value);
}

function bytesOf(slice: GoSlice): string {
  return fromBytes(Uint8Array.from(slice.items, (item) => (item instanceof GoInteger ? Number(item.value) : 0)));
}

/** sprig's `strslice`: the items of a list that are not nil, each by {@link strval}; anything else is a list of itself. */
export function strvals(value: GoValue): string[] {
  if (value === null) return [];
  const items = sliceItems(value);
  return items === undefined ? [strval(value)] : items.filter((item) => item !== null).map(strval);
}

/** The order of Go strings for sorting many of them: by bytes. */
export function sortTexts(texts: readonly string[]): string[] {
  return texts
    .map((text) => ({ text, key: toByteText(text) }))
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(({ text }) => text);
}
