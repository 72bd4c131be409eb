import { GoInteger, GoOpaque, type GoValue, kindOf, mapKeys, sliceItems } from "../values.ts";

/** sprig's `empty`: nil, false, zero, or nothing in it. A struct is never empty. */
export function isEmpty(value: GoValue): boolean {
  if (value === null || value === undefined || value === false || value === "" || value === 0) return true;
  if (value instanceof GoInteger) return value.value === 0n;
  if (value instanceof GoOpaque) return value.payload instanceof GoInteger && value.payload.value === 0n;
  const items = sliceItems(value);
  if (items !== undefined) return items.length === 0;
  return kindOf(value) === "map" && mapKeys(value).length === 0;
}
