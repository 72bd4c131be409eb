import { compare, duration, int64, uint64 } from "../arithmetic.ts";
import { celEqual } from "../equality.ts";
import { global, member, type Overload } from "../overload.ts";
import { type CelDuration, CelError, CelOptional, CelUint, type CelValue, typeNameOf } from "../values.ts";

const COMPARABLE: [string, string][] = [
  ["int", "int"],
  ["uint", "uint"],
  ["double", "double"],
  ["bool", "bool"],
  ["duration", "duration"],
  ["timestamp", "timestamp"],
  ["string", "string"],
  ["bytes", "bytes"],
];

/** List functions: Kubernetes' (isSorted, sum, min, max, indexOf), cel-go's lists extension (version 3) and sets. */
export const listFunctions: Overload[] = [
  ...COMPARABLE.flatMap(([name, type]) => [
    member(`list_${name}_is_sorted_bool`, "isSorted", `list<${type}>`, "bool", isSorted),
    member(`list_${name}_max_${name}`, "max", `list<${type}>`, type, (list: CelValue[]) => extreme(list, "max", 1)),
    member(`list_${name}_min_${name}`, "min", `list<${type}>`, type, (list: CelValue[]) => extreme(list, "min", -1)),
    member(`list_${name}_sort`, "sort", `list<${type}>`, `list<${type}>`, (list: CelValue[]) => sortByKeys(list, list)),
    member(`list_${name}_sortByAssociatedKeys`, "@sortByAssociatedKeys", `list<A>, list<${type}>`, "list<A>", sortByKeys),
  ]),
  member("list_int_sum_int", "sum", "list<int>", "int", (list: bigint[]) => list.reduce((sum, item) => int64(sum + item), 0n)),
  member("list_uint_sum_uint", "sum", "list<uint>", "uint", (list: CelUint[]) =>
    list.reduce((sum, item) => uint64(sum.value + item.value), new CelUint(0n)),
  ),
  member("list_double_sum_double", "sum", "list<double>", "double", (list: number[]) => list.reduce((sum, item) => sum + item, 0)),
  member("list_duration_sum_duration", "sum", "list<duration>", "duration", (list: CelDuration[]) =>
    list.reduce((sum, item) => duration(sum.nanos + item.nanos), duration(0n)),
  ),
  member("list_a_index_of_int", "indexOf", "list<A>, A", "int", (list: CelValue[], item: CelValue) =>
    BigInt(list.findIndex((other) => isEqual(other, item))),
  ),
  member("list_a_last_index_of_int", "lastIndexOf", "list<A>, A", "int", (list: CelValue[], item: CelValue) =>
    BigInt(list.findLastIndex((other) => isEqual(other, item))),
  ),
  member("list_slice", "slice", "list<A>, int, int", "list<A>", slice),
  member("list_flatten", "flatten", "list<list<A>>", "list<A>", (list: CelValue[]) => flatten(list, 1n)),
  member("list_flatten_int", "flatten", "list<dyn>, int", "list<dyn>", flatten),
  member("list_reverse", "reverse", "list<A>", "list<A>", (list: CelValue[]) => [...list].reverse()),
  member("list_distinct", "distinct", "list<A>", "list<A>", distinct),
  global("lists_range", "lists.range", "int", "list<int>", range),
  member("list_first", "first", "list<A>", "optional<A>", (list: CelValue[]) => new CelOptional(list[0])),
  member("list_last", "last", "list<A>", "optional<A>", (list: CelValue[]) => new CelOptional(list.at(-1))),
  global("list_sets_contains_list", "sets.contains", "list<A>, list<A>", "bool", containsAll),
  global(
    "list_sets_equivalent_list",
    "sets.equivalent",
    "list<A>, list<A>",
    "bool",
    (a: CelValue[], b: CelValue[]) => containsAll(a, b) && containsAll(b, a),
  ),
  global("list_sets_intersects_list", "sets.intersects", "list<A>, list<A>", "bool", (a: CelValue[], b: CelValue[]) =>
    b.some((item) => includes(a, item)),
  ),
];

function isEqual(a: CelValue, b: CelValue): boolean {
  try {
    return celEqual(a, b);
  } catch (error) {
    if (error instanceof CelError) return false;
    throw error;
  }
}

function includes(list: CelValue[], item: CelValue): boolean {
  return list.some((other) => celEqual(other, item));
}

function containsAll(list: CelValue[], items: CelValue[]): boolean {
  return items.every((item) => includes(list, item));
}

function isSorted(list: CelValue[]): boolean {
  return list.every((item, i) => i === 0 || (compare(list[i - 1] as CelValue, item) ?? 0) <= 0);
}

function extreme(list: CelValue[], name: string, sign: number): CelValue {
  const [first, ...others] = list;
  if (first === undefined) throw new CelError(`${name} called on empty list`);
  return others.reduce((best, item) => ((compare(item, best) ?? 0) * sign > 0 ? item : best), first);
}

function sortByKeys(list: CelValue[], keys: CelValue[]): CelValue[] {
  if (new Set(keys.map(typeNameOf)).size > 1) throw new CelError("list elements must have the same type");
  const order = keys.map((_, i) => i).sort((a, b) => compare(keys[a] as CelValue, keys[b] as CelValue) ?? 0);
  return order.map((i) => list[i] as CelValue);
}

function slice(list: CelValue[], start: bigint, end: bigint): CelValue[] {
  if (start < 0n || end < 0n || start > end || end > list.length)
    throw new CelError(`cannot slice(${start}, ${end}), list is length ${list.length}`);
  return list.slice(Number(start), Number(end));
}

function flatten(list: CelValue[], depth: bigint): CelValue[] {
  if (depth < 0n) throw new CelError("level must be non-negative");
  return list.flatMap((item) => (Array.isArray(item) && depth > 0n ? flatten(item, depth - 1n) : [item]));
}

function distinct(list: CelValue[]): CelValue[] {
  const unique: CelValue[] = [];
  for (const item of list) if (!unique.some((other) => isEqual(item, other))) unique.push(item);
  return unique;
}

function range(count: bigint): bigint[] {
  if (count < 0n) throw new CelError(`lists.range: size must be non-negative, got ${count}`);
  if (count > 100_000n) throw new CelError("lists.range: too many elements");
  return Array.from({ length: Number(count) }, (_, i) => BigInt(i));
}
