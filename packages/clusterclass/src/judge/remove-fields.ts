import { isObject, type Json } from "../api/json.ts";
import { pointerTokens } from "../patches/json-patch.ts";

/** Names from the top; `*` stands for every item of a list or map. */
type Pointer = readonly string[];

/**
 * A copy of a value without some fields; of those, `kept` ones inside stay. A list item that is named by the end of a pointer becomes null, so
 * that the number of items still counts.
 */
export function without(value: Json, removed: readonly Pointer[], kept: readonly Pointer[] = []): Json {
  return removed.reduce<Json>((rest, pointer) => withoutField(rest, pointer, kept), value);
}

/** The value at a pointer without `*`, if there is one. */
export function valueAt(value: Json, pointer: string): Json | undefined {
  return pointerTokens(pointer).reduce<Json | undefined>(
    (node, name) => (isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined),
    value,
  );
}

function withoutField(value: Json, [name, ...rest]: Pointer, kept: readonly Pointer[]): Json {
  if (name === undefined) return value;
  const keptBelow = kept.filter(([first]) => first === name).map(([, ...others]) => others);
  if (name === "*") return overItems(value, (item) => (rest.length === 0 ? null : withoutField(item, rest, keptBelow)));
  if (!isObject(value) || !Object.hasOwn(value, name)) return value;
  if (rest.length > 0) return { ...value, [name]: withoutField(value[name]!, rest, keptBelow) };
  const { [name]: field, ...others } = value;
  const remaining = onlyKept(field!, keptBelow);
  return remaining === undefined ? others : { ...others, [name]: remaining };
}

/** What is left of a removed field: its kept parts, where they are set. */
function onlyKept(value: Json, kept: readonly Pointer[]): Json | undefined {
  if (kept.some((pointer) => pointer.length === 0)) return value;
  if (!isObject(value)) return undefined;
  const names = [...new Set(kept.map(([name]) => name!))].filter((name) => Object.hasOwn(value, name));
  const fields = names.flatMap((name): [string, Json][] => {
    const part = onlyKept(
      value[name]!,
      kept.filter(([first]) => first === name).map(([, ...others]) => others),
    );
    return part === undefined ? [] : [[name, part]];
  });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function overItems(value: Json, change: (item: Json) => Json): Json {
  if (Array.isArray(value)) return value.map(change);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
}
