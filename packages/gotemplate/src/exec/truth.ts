import { GoInteger, GoOpaque, GoSlice, GoTypedMap, type GoValue, mapKeys } from "../values.ts";

/** Whether a value counts as true: not the zero value of its type, and not empty (exec.go: isTrue). */
export function isTrue(value: GoValue): boolean {
  switch (typeof value) {
    case "string":
      return value !== "";
    case "number":
      return value !== 0;
    case "boolean":
      return value;
    case "undefined":
      return false;
  }
  if (value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof GoInteger) return value.value !== 0n;
  if (value instanceof GoSlice) return value.items.length > 0;
  if (value instanceof GoTypedMap) return value.entries.size > 0;
  return value instanceof GoOpaque || mapKeys(value).length > 0;
}
