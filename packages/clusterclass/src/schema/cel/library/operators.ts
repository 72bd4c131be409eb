import { compare, divide, duration, int64, modulo, timestamp, uint64 } from "../arithmetic.ts";
import { celEqual, celUnequal } from "../equality.ts";
import { OPERATORS } from "../expression.ts";
import { global, member, type Overload } from "../overload.ts";
import { isSpecialList } from "../schema-values.ts";
import { type CelDuration, CelError, type CelKey, CelMap, type CelTimestamp, CelUint, type CelValue, Undecidable } from "../values.ts";

/** The pairs of types that can be ordered, by the suffix of their overloads. */
const ORDERED_PAIRS: [string, string][] = [
  ["bool", "bool, bool"],
  ["int64", "int, int"],
  ["int64_double", "int, double"],
  ["int64_uint64", "int, uint"],
  ["uint64", "uint, uint"],
  ["uint64_double", "uint, double"],
  ["uint64_int64", "uint, int"],
  ["double", "double, double"],
  ["double_int64", "double, int"],
  ["double_uint64", "double, uint"],
  ["string", "string, string"],
  ["bytes", "bytes, bytes"],
  ["timestamp", "timestamp, timestamp"],
  ["duration", "duration, duration"],
];

/** The operators, `size` and map insertion. Those without an implementation are evaluated by the interpreter, since they do not need all their operands. */
export const operatorFunctions: Overload[] = [
  global("conditional", OPERATORS.conditional, "bool, A, A", "A"),
  global("logical_and", OPERATORS.and, "bool, bool", "bool"),
  global("logical_or", OPERATORS.or, "bool, bool", "bool"),
  global("not_strictly_false", OPERATORS.notStrictlyFalse, "bool", "bool"),
  global("logical_not", OPERATORS.not, "bool", "bool", (a: boolean) => !a),
  global("equals", OPERATORS.equals, "A, A", "bool", celEqual),
  global("not_equals", OPERATORS.notEquals, "A, A", "bool", celUnequal),
  ...additions(),
  ...subtractions(),
  global("multiply_double", "_*_", "double, double", "double", (a: number, b: number) => a * b),
  global("multiply_int64", "_*_", "int, int", "int", (a: bigint, b: bigint) => int64(a * b)),
  global("multiply_uint64", "_*_", "uint, uint", "uint", (a: CelUint, b: CelUint) => uint64(a.value * b.value)),
  global("divide_double", "_/_", "double, double", "double", (a: number, b: number) => a / b),
  global("divide_int64", "_/_", "int, int", "int", divide),
  global("divide_uint64", "_/_", "uint, uint", "uint", (a: CelUint, b: CelUint) => uint64(divide(a.value, b.value))),
  global("modulo_int64", "_%_", "int, int", "int", modulo),
  global("modulo_uint64", "_%_", "uint, uint", "uint", (a: CelUint, b: CelUint) => uint64(modulo(a.value, b.value))),
  global("negate_double", OPERATORS.negate, "double", "double", (a: number) => -a),
  global("negate_int64", OPERATORS.negate, "int", "int", (a: bigint) => int64(-a)),
  ...comparisons("less", "_<_", (order) => order < 0),
  ...comparisons("less_equals", "_<=_", (order) => order <= 0),
  ...comparisons("greater", "_>_", (order) => order > 0),
  ...comparisons("greater_equals", "_>=_", (order) => order >= 0),
  global("index_list", OPERATORS.index, "list<A>, int", "A", indexList),
  global("index_map", OPERATORS.index, "map<A, B>, A", "B", indexMap),
  global("in_list", OPERATORS.in, "A, list<A>", "bool", inList),
  global("in_map", OPERATORS.in, "A, map<A, B>", "bool", (key: CelValue, map: CelMap) => findEntry(map, key) !== undefined),
  ...sizes(),
  global("@mapInsert_map_key_value", "cel.@mapInsert", "map<K, V>, K, V", "map<K, V>", insertEntry),
  global("@mapInsert_map_map", "cel.@mapInsert", "map<K, V>, map<K, V>", "map<K, V>", insertAll),
];

/** The entry of a map for a key of any type; undefined if there is none. */
export function findEntry(map: CelMap, key: CelValue): CelValue | undefined {
  const normalized = mapKey(key);
  return normalized === undefined ? undefined : map.entries.get(normalized);
}

/** An element of a list, or the error for an index outside of it. */
export function indexList(list: CelValue[], index: CelValue): CelValue {
  const position = index instanceof CelUint ? index.value : index;
  if (typeof position !== "bigint" && !(typeof position === "number" && Number.isInteger(position)))
    throw new CelError("unsupported index type");
  const item = position >= 0 && position < list.length ? list[Number(position)] : undefined;
  if (item === undefined) throw new CelError(`index out of bounds: ${position}`);
  return item;
}

/** The value of a key, or the error for a missing one. */
export function indexMap(map: CelMap, key: CelValue): CelValue {
  const value = findEntry(map, key);
  if (value === undefined) throw new CelError(`no such key: ${String(mapKey(key))}`);
  return value;
}

function mapKey(key: CelValue): CelKey | undefined {
  if (typeof key === "string" || typeof key === "bigint" || typeof key === "boolean") return key;
  if (key instanceof CelUint) return key.value;
  return typeof key === "number" && Number.isInteger(key) ? BigInt(key) : undefined;
}

function inList(value: CelValue, list: CelValue[]): boolean {
  let failure: unknown;
  for (const item of list) {
    try {
      if (celEqual(item, value)) return true;
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return false;
}

function insertEntry(map: CelMap, key: CelValue, value: CelValue): CelMap {
  const normalized = mapKey(key);
  if (normalized === undefined || map.entries.has(normalized))
    throw new CelError(`insert failed: key ${String(normalized)} already exists`);
  return new CelMap(new Map(map.entries).set(normalized, value));
}

function insertAll(map: CelMap, added: CelMap): CelMap {
  return [...added.entries].reduce((result, [key, value]) => insertEntry(result, key, value), map);
}

function additions(): Overload[] {
  const fn = OPERATORS.add;
  return [
    global("add_bytes", fn, "bytes, bytes", "bytes", (a: Uint8Array, b: Uint8Array) => Uint8Array.from([...a, ...b])),
    global("add_double", fn, "double, double", "double", (a: number, b: number) => a + b),
    global("add_duration_duration", fn, "duration, duration", "duration", (a: CelDuration, b: CelDuration) => duration(a.nanos + b.nanos)),
    global("add_duration_timestamp", fn, "duration, timestamp", "timestamp", (a: CelDuration, b: CelTimestamp) =>
      timestamp(a.nanos + b.nanos),
    ),
    global("add_timestamp_duration", fn, "timestamp, duration", "timestamp", (a: CelTimestamp, b: CelDuration) =>
      timestamp(a.nanos + b.nanos),
    ),
    global("add_int64", fn, "int, int", "int", (a: bigint, b: bigint) => int64(a + b)),
    global("add_list", fn, "list<A>, list<A>", "list<A>", concatenate),
    global("add_string", fn, "string, string", "string", (a: string, b: string) => a + b),
    global("add_uint64", fn, "uint, uint", "uint", (a: CelUint, b: CelUint) => uint64(a.value + b.value)),
  ];
}

function concatenate(a: CelValue[], b: CelValue[]): CelValue[] {
  if (isSpecialList(a)) throw new Undecidable("concatenation of lists that are sets or maps");
  return [...a, ...b];
}

function subtractions(): Overload[] {
  return [
    global("subtract_double", "_-_", "double, double", "double", (a: number, b: number) => a - b),
    global("subtract_duration_duration", "_-_", "duration, duration", "duration", (a: CelDuration, b: CelDuration) =>
      duration(a.nanos - b.nanos),
    ),
    global("subtract_int64", "_-_", "int, int", "int", (a: bigint, b: bigint) => int64(a - b)),
    global("subtract_timestamp_duration", "_-_", "timestamp, duration", "timestamp", (a: CelTimestamp, b: CelDuration) =>
      timestamp(a.nanos - b.nanos),
    ),
    global("subtract_timestamp_timestamp", "_-_", "timestamp, timestamp", "duration", (a: CelTimestamp, b: CelTimestamp) =>
      duration(a.nanos - b.nanos),
    ),
    global("subtract_uint64", "_-_", "uint, uint", "uint", (a: CelUint, b: CelUint) => uint64(a.value - b.value)),
  ];
}

function comparisons(id: string, fn: string, holds: (order: number) => boolean): Overload[] {
  const run = (a: CelValue, b: CelValue) => {
    const order = compare(a, b);
    if (order === undefined) throw new CelError("NaN values cannot be ordered");
    return holds(order);
  };
  return ORDERED_PAIRS.map(([suffix, args]) => global(`${id}_${suffix}`, fn, args, "bool", run));
}

function sizes(): Overload[] {
  const measures: [string, string, (value: never) => bigint][] = [
    ["bytes", "bytes", (value: Uint8Array) => BigInt(value.length)],
    ["list", "list<A>", (value: CelValue[]) => BigInt(value.length)],
    ["map", "map<A, B>", (value: CelMap) => BigInt(value.size)],
    ["string", "string", (value: string) => BigInt([...value].length)],
  ];
  return measures.flatMap(([name, type, run]) => [
    global(`size_${name}`, "size", type, "int", run),
    member(`${name}_size`, "size", type, "int", run),
  ]);
}
