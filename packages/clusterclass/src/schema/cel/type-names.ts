import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listType,
  mapType,
  NULL,
  optionalType,
  readType,
  STRING,
  TIMESTAMP,
  typeType,
  UINT,
} from "./cel-type.ts";
import type { Expr } from "./expression.ts";
import { CelUint, type CelValue } from "./values.ts";

/** Names of types that are values, too. */
export const TYPE_NAMES: ReadonlyMap<string, CelType> = new Map([
  ...[BOOL, BYTES, DOUBLE, INT, STRING, UINT].map((type): [string, CelType] => [type.name, typeType(type)]),
  ["null_type", typeType(NULL)],
  ["type", typeType(typeType(DYN))],
  ["list", typeType(listType(DYN))],
  ["map", typeType(mapType(DYN, DYN))],
  ["net.IP", typeType(readType("IP"))],
  ["net.CIDR", typeType(readType("CIDR"))],
  ["optional_type", typeType(optionalType(DYN))],
  ["google.protobuf.Duration", typeType(DURATION)],
  ["google.protobuf.Timestamp", typeType(TIMESTAMP)],
]);

/** The type of a literal. */
export function literalType(value: CelValue): CelType {
  if (value === null) return NULL;
  if (typeof value === "boolean") return BOOL;
  if (typeof value === "bigint") return INT;
  if (typeof value === "number") return DOUBLE;
  if (typeof value === "string") return STRING;
  return value instanceof CelUint ? UINT : BYTES;
}

/** `a.b.c` if the expression is nothing but names; undefined otherwise. */
export function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === "ident") return expr.name;
  if (expr.kind !== "select" || expr.testOnly) return undefined;
  const prefix = qualifiedName(expr.operand);
  return prefix === undefined ? undefined : `${prefix}.${expr.field}`;
}
