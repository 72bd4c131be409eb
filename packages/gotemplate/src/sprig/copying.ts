import { zeroVersion } from "../semver/template-value.ts";
import { GoError, GoOpaque, GoSlice, GoTypedMap, type GoValue, isGoObject, mapKeys, mapSet, newMap } from "../values.ts";

/** sprig's `deepCopy`. @throws GoError for nil, as in Go */
export function deepCopy(value: GoValue): GoValue {
  if (value === null) throw new GoError("reflect: call of reflect.Value.Type on zero Value");
  return copyOf(value);
}

/**
 * A copy that shares no list or map with the value (github.com/mitchellh/copystructure v1.2.0). Fields that are not exported are not
 * copied, so that the copy of a version is 0.0.0.
 */
function copyOf(value: GoValue): GoValue {
  if (Array.isArray(value)) return value.map(copyOf);
  if (value instanceof GoSlice) return new GoSlice(value.elementType, value.items.map(copyOf), value.isNil);
  if (value instanceof GoTypedMap) {
    return new GoTypedMap(value.elementType, new Map([...value.entries].map(([key, entry]) => [key, copyOf(entry)])), value.isNil);
  }
  if (value instanceof GoOpaque) return value.typeName === zeroVersion.typeName ? zeroVersion : value;
  if (!isGoObject(value)) return value;
  const copy = newMap();
  for (const key of mapKeys(value)) mapSet(copy, key, copyOf(value[key]));
  return copy;
}
