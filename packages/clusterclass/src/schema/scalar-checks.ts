import type { Json } from "../api/json.ts";
import { deepEqual } from "./deep-equal.ts";
import { formatCheck } from "./formats/formats.ts";
import { fitsFloat32, isInt32, isInt64, isJsonInteger } from "./go-numbers.ts";
import { compilePattern } from "./pattern.ts";
import type { StructuralSchema } from "./structural-schema.ts";

/** What one keyword says about a value. `atRoot` violations carry no path in kube-openapi and are reported at the whole value. */
export interface Finding {
  message: string;
  atRoot?: boolean;
  undecided?: boolean;
}

/** Length in characters: code points, not UTF-16 units. */
export function characterCount(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Length and pattern; only the first violation counts, as in kube-openapi. */
export function stringFinding(schema: StructuralSchema, text: string): Finding | undefined {
  const { maxLength, minLength } = schema;
  // A character has one or two UTF-16 units, so most lengths need no counting.
  if (maxLength !== undefined && text.length > maxLength && characterCount(text) > maxLength)
    return { message: `may not be more than ${maxLength} characters` };
  if (minLength !== undefined && text.length < 2 * minLength && characterCount(text) < minLength)
    return { message: `should be at least ${minLength} characters` };
  if (schema.pattern === undefined || schema.pattern === "") return undefined;
  const pattern = compilePattern(schema.pattern);
  if ("error" in pattern) return { message: `pattern ${schema.pattern} is invalid: ${pattern.error}` };
  return pattern.test(text) ? undefined : { message: `should match '${schema.pattern}'` };
}

/** The check of a string format, ready to run; undefined if the format is unknown and so ignored. */
export function stringFormat(format: string): ((text: string) => Finding | undefined) | undefined {
  const check = format === "" ? undefined : formatCheck(format);
  if (check === undefined) return undefined;
  return (text) => {
    const ok = check(text);
    if (ok === undefined)
      return { message: `whether ${JSON.stringify(text)} is a valid ${format} cannot be decided offline`, undecided: true };
    return ok ? undefined : { message: `must be of type ${format}` };
  };
}

/** Range, multiples and what the numeric format can hold. `type` is the node's only type, if there is exactly one. */
export function numberFindings(schema: StructuralSchema, type: string | undefined, value: number): Finding[] {
  const findings: Finding[] = [];
  const range = outOfRange(schema.format, type, value);
  if (range !== undefined) findings.push({ message: `value must be of type ${range}`, atRoot: true });
  const { maximum, minimum, multipleOf } = schema;
  if (maximum !== undefined && (value > maximum || (schema.exclusiveMaximum === true && value === maximum))) {
    findings.push({ message: `should be less than ${schema.exclusiveMaximum === true ? "" : "or equal to "}${maximum}` });
  }
  if (minimum !== undefined && (value < minimum || (schema.exclusiveMinimum === true && value === minimum))) {
    findings.push({ message: `should be greater than ${schema.exclusiveMinimum === true ? "" : "or equal to "}${minimum}` });
  }
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) findings.push({ message: `should be a multiple of ${multipleOf}` });
  return findings;
}

function outOfRange(format: string | undefined, type: string | undefined, value: number): string | undefined {
  if (type === "integer") {
    if (format === "int32") return isInt32(value) ? undefined : "integer with format int32";
    return isInt64(value) ? undefined : "integer";
  }
  if (type === "number" && format === "float") return fitsFloat32(value) ? undefined : "number with format float";
  return undefined;
}

function isMultiple(value: number, factor: number): boolean {
  if (factor <= 0) return false;
  if (isInt64(value)) {
    const divisor = Math.trunc(factor);
    return divisor !== 0 && value % divisor === 0;
  }
  return isJsonInteger(factor < 1 ? (1 / factor) * value : value / factor);
}

/** Membership in an enum. Like Go's conversion between number kinds, a float is cut to an integer when the member is one. */
export function isMember(value: Json, members: Json[]): boolean {
  if (value === null) return false;
  return members.some((member) => {
    if (typeof value === "number" && typeof member === "number" && isInt64(member)) return Math.trunc(value) === member;
    if (typeof value === "number" && typeof member === "string" && isInt64(value)) return runeText(value) === member;
    return deepEqual(value, member);
  });
}

/** Go converts an integer to the text of that code point. */
function runeText(value: number): string {
  const valid = value >= 0 && value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff);
  return String.fromCodePoint(valid ? value : 0xfffd);
}
