import { type FunctionTable, kindOf, typeName } from "../values.ts";
import { deepEqual } from "./deep-equal.ts";
import { any, define, text } from "./define.ts";

/** Types (sprig v3.3.0 and slim-sprig, reflect.go). */
export const reflectionFunctions: FunctionTable = new Map([
  ["typeOf", define([any], typeName)],
  ["typeIs", define([text, any], (type, value) => type === typeName(value))],
  ["typeIsLike", define([text, any], (type, value) => type === typeName(value) || `*${type}` === typeName(value))],
  ["kindOf", define([any], kindOf)],
  ["kindIs", define([text, any], (kind, value) => kind === kindOf(value))],
  ["deepEqual", define([any, any], (left, right, { chargeItems }) => deepEqual(left, right, chargeItems))],
]);
