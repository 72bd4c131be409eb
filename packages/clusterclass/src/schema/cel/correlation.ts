import type { Json } from "../../api/json.ts";
import { isObject } from "../../api/json.ts";
import type { StructuralSchema } from "../structural-schema.ts";

/**
 * Finds the old item for a new one. Only lists with `x-kubernetes-list-type: map` can be compared item by item; two old items with the same keys cannot be
 * told apart. Source: k8s.io/apiextensions-apiserver v0.36, pkg/apiserver/schema/cel/maplist.go.
 */
export function correlateByKeys(schema: StructuralSchema, old: Json[]): (item: Json) => Json | undefined {
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  if (schema["x-kubernetes-list-type"] !== "map" || keys.length === 0) return () => undefined;
  const byKey = new Map<string, Json | undefined>();
  for (const item of old) {
    const key = keyOf(item, keys);
    if (key !== undefined) byKey.set(key, byKey.has(key) ? undefined : item);
  }
  return (item) => {
    const key = keyOf(item, keys);
    return key === undefined ? undefined : byKey.get(key);
  };
}

function keyOf(item: Json, keys: string[]): string | undefined {
  return isObject(item) ? JSON.stringify(keys.map((key) => item[key] ?? null)) : undefined;
}
