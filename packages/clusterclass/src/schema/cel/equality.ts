import type { Json } from "../../api/json.ts";
import { deepEqual } from "../deep-equal.ts";
import { compare, isNumber } from "./arithmetic.ts";
import { isSpecialList } from "./schema-values.ts";
import {
  CelError,
  CelInvalid,
  CelMap,
  CelOpaque,
  CelOptional,
  CelPreserved,
  CelTypeValue,
  type CelValue,
  typeNameOf,
  Undecidable,
} from "./values.ts";

/** CEL equality: numbers by value across their types, values of different types are unequal. Throws if a compared value is invalid. */
export function celEqual(a: CelValue, b: CelValue): boolean {
  if (a instanceof CelInvalid) throw new CelError(a.message);
  if (b instanceof CelInvalid) throw new CelError(b.message);
  if (isNumber(a) && isNumber(b)) return compare(a, b) === 0;
  if (Array.isArray(a) && Array.isArray(b)) return listsEqual(a, b);
  if (a instanceof CelMap && b instanceof CelMap) return mapsEqual(a, b);
  if (a instanceof CelPreserved && b instanceof CelPreserved) return deepEqual(a.json, b.json);
  if (a instanceof CelPreserved || b instanceof CelPreserved) throw new Undecidable("comparison with data that has no schema");
  if (typeNameOf(a) !== typeNameOf(b)) return false;
  return scalarsEqual(a, b);
}

/** `!=`: everything that is not found equal, also what cannot be compared because something inside of it is invalid. */
export function celUnequal(a: CelValue, b: CelValue): boolean {
  try {
    return !celEqual(a, b);
  } catch (error) {
    if (error instanceof CelError) return true;
    throw error;
  }
}

function scalarsEqual(a: CelValue, b: CelValue): boolean {
  if (a instanceof CelOptional && b instanceof CelOptional) {
    if (a.value === undefined || b.value === undefined) return a.value === b.value;
    return celEqual(a.value, b.value);
  }
  if (a instanceof CelTypeValue && b instanceof CelTypeValue) return a.name === b.name;
  if (a instanceof CelOpaque && b instanceof CelOpaque) return opaqueEqual(a, b);
  if (typeof a === "object" && a !== null) return compare(a, b) === 0;
  return a === b;
}

/** Values of libraries that have more than one representation of the same thing bring a `same` of their own. */
function opaqueEqual(a: CelOpaque, b: CelOpaque): boolean {
  const value = a.value as { equals?: (other: unknown) => boolean };
  if (typeof value.equals === "function") return value.equals(b.value);
  return JSON.stringify(a.value) === JSON.stringify(b.value);
}

function listsEqual(a: CelValue[], b: CelValue[]): boolean {
  if (isSpecialList(a)) throw new Undecidable("equality of lists that are sets or maps");
  return a.length === b.length && a.every((item, i) => celEqual(item, b[i] as CelValue));
}

function mapsEqual(a: CelMap, b: CelMap): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a.entries) {
    const other = b.entries.get(key);
    if (other === undefined || !celEqual(value, other)) return false;
  }
  for (const [name, json] of a.hidden) {
    if (b.hidden.has(name) && !deepEqual(json, b.hidden.get(name) as Json)) return false;
    if (json === null && b.entries.has(name)) return false;
  }
  return true;
}
