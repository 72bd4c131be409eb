import type { Json, JsonObject } from "../api/json.ts";
import { isObject } from "../api/json.ts";
import { isKnownClean } from "./known-clean.ts";
import { changeFields, changeItems } from "./shared-copy.ts";
import { allowsUnknownNames, propertySchema, type StructuralSchema, valueSchema } from "./structural-schema.ts";

/** Names that an embedded resource always has. */
const META_NAMES = new Set(["apiVersion", "kind", "metadata"]);

export interface PruneOptions {
  /** Collects the paths of unknown fields, sorted when pruning is done. */
  report?: string[];
  /** The value is a whole resource: its `apiVersion`, `kind` and `metadata` are not touched. */
  isResourceRoot?: boolean;
}

interface Walk {
  report: string[];
}

/**
 * The value without the fields that the schema does not declare, as apiextensions does (pkg/apiserver/schema/pruning/algorithm.go); parts where
 * nothing is dropped are not copied. Below `x-kubernetes-preserve-unknown-fields` only what is declared is looked into.
 */
export function pruneUnknown(schema: StructuralSchema, value: Json, options: PruneOptions = {}): Json {
  const root = options.isResourceRoot === true ? { ...schema, "x-kubernetes-embedded-resource": true } : schema;
  const walk: Walk = { report: [] };
  const pruned = prune(root, value, "", walk);
  options.report?.push(...walk.report.sort());
  return pruned;
}

function prune(schema: StructuralSchema | undefined, value: Json, path: string, walk: Walk): Json {
  if (isKnownClean(schema, value)) return value;
  const preserves = schema?.["x-kubernetes-preserve-unknown-fields"] === true;
  if (Array.isArray(value)) return changeItems(value, (item, i) => pruneItem(schema, item, `${path}[${i}]`, walk, preserves));
  return isObject(value) ? pruneObject(schema, value, path, walk, preserves) : value;
}

/** Items of a preserving list are looked into only as far as their own schema declares something. */
function pruneItem(schema: StructuralSchema | undefined, item: Json, path: string, walk: Walk, preserves: boolean): Json {
  const items = schema?.items;
  if (!preserves) return prune(items, item, path, walk);
  return items === undefined ? item : prune({ ...items, "x-kubernetes-preserve-unknown-fields": true }, item, path, walk);
}

function pruneObject(schema: StructuralSchema | undefined, value: JsonObject, path: string, walk: Walk, preserves: boolean): JsonObject {
  return changeFields(value, (item, name) => {
    const itemPath = path === "" ? name : `${path}.${name}`;
    const property = schema && propertySchema(schema, name);
    if (schema?.["x-kubernetes-embedded-resource"] === true && META_NAMES.has(name)) return item;
    if (property !== undefined) return prune(property, item, itemPath, walk);
    if (schema !== undefined && allowsUnknownNames(schema)) return prune(valueSchema(schema), item, itemPath, walk);
    if (preserves) return item;
    if (schema === undefined || !META_NAMES.has(name) || path !== "") walk.report.push(itemPath);
    return undefined;
  });
}
