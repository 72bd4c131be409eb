import { zeroVersion } from "../semver/template-value.ts";
import { type CallContext, GoError, GoOpaque, GoSlice, GoTypedMap, type GoValue, isGoObject, mapKeys, mapSet, newMap } from "../values.ts";

/** sprig's `deepCopy`. @throws GoError for nil, as in Go */
export function deepCopy(value: GoValue, { chargeItems }: CallContext): GoValue {
  if (value === null) throw new GoError("reflect: call of reflect.Value.Type on zero Value");
  return copyOf(value, chargeItems);
}

/**
 * A copy that shares no list or map with the value (github.com/mitchellh/copystructure v1.2.0). Fields that are not exported are not
 * copied, so that the copy of a version is 0.0.0.
 */
function copyOf(value: GoValue, charge: (count: number) => void): GoValue {
  charge(1);
  const copyInner = (inner: GoValue): GoValue => copyOf(inner, charge);
  if (Array.isArray(value)) return value.map(copyInner);
  if (value instanceof GoSlice) return new GoSlice(value.elementType, value.items.map(copyInner), value.isNil);
  if (value instanceof GoTypedMap) {
    return new GoTypedMap(value.elementType, new Map([...value.entries].map(([key, entry]) => [key, copyInner(entry)])), value.isNil);
  }
  if (value instanceof GoOpaque) return value.typeName === zeroVersion.typeName ? zeroVersion : value;
  if (!isGoObject(value)) return value;
  const copy = newMap();
  for (const key of mapKeys(value)) mapSet(copy, key, copyInner(value[key]));
  return copy;
}
