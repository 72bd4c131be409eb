import { findEntry, indexList, indexMap } from "./library/operators.ts";
import { CelError, CelInvalid, CelMap, CelOptional, type CelValue } from "./values.ts";

/** `operand.field`; on an optional the field is optional, too. Throws if there is no such field. */
export function accessField(operand: CelValue, field: string): CelValue {
  if (operand instanceof CelOptional) return accessOptionally(operand, field);
  if (!(operand instanceof CelMap)) throw new CelError("no such overload");
  return indexMap(operand, field);
}

/** `has(operand.field)`; an error where the value does not fit its schema, as `kind` at the root of a resource that is no text. */
export function hasField(operand: CelValue, field: string): boolean {
  if (operand instanceof CelOptional) return operand.value !== undefined && hasField(operand.value, field);
  if (!(operand instanceof CelMap)) throw new CelError("no such overload");
  const found = operand.entries.get(field);
  if (found instanceof CelInvalid) throw new CelError(found.message);
  return found !== undefined;
}

/** `operand[index]`; on an optional the element is optional, too. */
export function indexValue(operand: CelValue, index: CelValue): CelValue {
  if (operand instanceof CelOptional) return accessOptionally(operand, index);
  if (Array.isArray(operand)) return indexList(operand, index);
  if (operand instanceof CelMap) return indexMap(operand, index);
  throw new CelError("no such overload");
}

/** `operand.?field` and `operand[?index]`: none where the element is missing. */
export function accessOptionally(operand: CelValue, key: CelValue): CelOptional {
  const value = operand instanceof CelOptional ? operand.value : operand;
  if (value === undefined) return new CelOptional(undefined);
  const found = lookUp(value, key);
  if (found instanceof CelInvalid) throw new CelError(found.message);
  return new CelOptional(found);
}

function lookUp(value: CelValue, key: CelValue): CelValue | undefined {
  if (value instanceof CelMap) return findEntry(value, key);
  if (!Array.isArray(value)) throw new CelError("no such overload");
  return typeof key === "bigint" && key >= 0n && key < value.length ? value[Number(key)] : undefined;
}
