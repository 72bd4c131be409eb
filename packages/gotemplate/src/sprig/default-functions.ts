import type { FunctionTable } from "../values.ts";
import { any, bool, define, defineVariadic } from "./define.ts";
import { isEmpty } from "./emptiness.ts";

/** Defaults and choices (sprig v3.3.0 and slim-sprig, defaults.go). */
export const defaultFunctions: FunctionTable = new Map([
  ["default", defineVariadic([any], any, (fallback, [given = null]) => (isEmpty(given) ? fallback : given))],
  ["empty", define([any], isEmpty)],
  ["coalesce", defineVariadic([], any, (values) => values.find((value) => !isEmpty(value)) ?? null)],
  ["all", defineVariadic([], any, (values) => !values.some(isEmpty))],
  ["any", defineVariadic([], any, (values) => !values.every(isEmpty))],
  ["ternary", define([any, any, bool], (whenTrue, whenFalse, condition) => (condition ? whenTrue : whenFalse))],
]);
