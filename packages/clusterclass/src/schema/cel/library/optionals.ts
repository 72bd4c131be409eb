import { OPERATORS } from "../expression.ts";
import { global, member, type Overload } from "../overload.ts";
import { CelDuration, CelError, CelMap, CelOptional, CelUint, type CelValue } from "../values.ts";

/** Optional values. Selection, indexing and `or` are evaluated by the interpreter. */
export const optionalFunctions: Overload[] = [
  global("optional_of", "optional.of", "V", "optional<V>", (value: CelValue) => new CelOptional(value)),
  global(
    "optional_ofNonZeroValue",
    "optional.ofNonZeroValue",
    "V",
    "optional<V>",
    (value: CelValue) => new CelOptional(isZero(value) ? undefined : value),
  ),
  global("optional_none", "optional.none", "", "optional<V>", () => new CelOptional(undefined)),
  member("optional_value", "value", "optional<V>", "V", dereference),
  member("optional_hasValue", "hasValue", "optional<V>", "bool", (optional: CelOptional) => optional.value !== undefined),
  member("optional_or_optional", "or", "optional<V>, optional<V>", "optional<V>"),
  member("optional_orValue_value", "orValue", "optional<V>, V", "V"),
  global("select_optional_field", OPERATORS.optionalSelect, "dyn, string", "optional<V>"),
  global("list_optindex_optional_int", OPERATORS.optionalIndex, "list<V>, int", "optional<V>"),
  global("optional_list_optindex_optional_int", OPERATORS.optionalIndex, "optional<list<V>>, int", "optional<V>"),
  global("map_optindex_optional_value", OPERATORS.optionalIndex, "map<K, V>, K", "optional<V>"),
  global("optional_map_optindex_optional_value", OPERATORS.optionalIndex, "optional<map<K, V>>, K", "optional<V>"),
  global("optional_list_index_int", OPERATORS.index, "optional<list<V>>, int", "optional<V>"),
  global("optional_map_index_value", OPERATORS.index, "optional<map<K, V>>, K", "optional<V>"),
  global("optional_unwrap", "optional.unwrap", "list<optional<V>>", "list<V>", unwrap),
  member("optional_unwrapOpt", "unwrapOpt", "list<optional<V>>", "list<V>", unwrap),
];

function dereference(optional: CelOptional): CelValue {
  if (optional.value === undefined) throw new CelError("optional.none() dereference");
  return optional.value;
}

function unwrap(list: CelOptional[]): CelValue[] {
  return list.map((optional) => optional.value).filter((value) => value !== undefined);
}

function isZero(value: CelValue): boolean {
  if (value === null || value === false || value === 0 || value === 0n || value === "") return true;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (value instanceof CelMap) return value.size === 0;
  if (value instanceof CelUint) return value.value === 0n;
  return value instanceof CelDuration && value.nanos === 0n;
}
