import type { Json, JsonObject } from "../api/json.ts";
import { isObject } from "../api/json.ts";
import { combinatorCheck, hasCombinators } from "./combinators.ts";
import { deepEqual } from "./deep-equal.ts";
import { isKnownClean } from "./known-clean.ts";
import { type Finding, isMember, numberFindings, stringFinding, stringFormat } from "./scalar-checks.ts";
import { propertySchema, type StructuralSchema, valueSchema } from "./structural-schema.ts";
import { allowedTypes, hasType, type SchemaReading } from "./type-check.ts";
import { AT_ROOT, type ValidationResult } from "./validation-result.ts";

/** A schema compiled for reuse: adds what it finds about a value to a result, with paths relative to the whole value (`path` is where the value stands). */
export type PreparedSchema = (value: Json, path: string, result: ValidationResult) => void;

/** A check of values of one kind. */
type Check<Kind extends Json> = (value: Kind, path: string, result: ValidationResult) => void;

const prepared: Record<SchemaReading, WeakMap<StructuralSchema, PreparedSchema>> = { value: new WeakMap(), default: new WeakMap() };

/** The compiled form of a schema, kept for the schema object. */
export function preparedSchema(schema: StructuralSchema, reading: SchemaReading): PreparedSchema {
  const known = prepared[reading].get(schema) ?? prepareSchema(schema, reading);
  prepared[reading].set(schema, known);
  return known;
}

/**
 * Compiles a schema; the order and the counting of checks follow kube-openapi, pkg/validation/validate/schema.go. Nodes below are compiled when a
 * value first has them: most objects use a small part of their kind's schema.
 */
function prepareSchema(schema: StructuralSchema, reading: SchemaReading): PreparedSchema {
  const types = allowedTypes(schema, reading);
  const format = effectiveFormat(schema, types, reading);
  const members = schema.enum ?? [];
  const prepare = (part: StructuralSchema) => preparedSchema(part, reading);
  const combinators = hasCombinators(schema) ? combinatorCheck(schema, prepare) : undefined;
  const checkText = textCheck(schema, format);
  const checkNumber = numberCheck(schema, types, format);
  const checkList = listCheck(schema, prepare);
  const checkObject = objectCheck(schema, prepare);
  const typed = types.length > 0 || format !== "";
  const expected = types.join(",") || format;

  return function validate(value, path, result) {
    if (value === null) validateNull(path, result);
    else if (!isKnownClean(schema, value)) validateValue(value, path, result);
  };

  function validateValue(value: Exclude<Json, null>, path: string, result: ValidationResult): void {
    if (typed) checkType(value, path, result);
    combinators?.(value, path, result);
    if (typeof value === "string") checkText(value, path, result);
    else if (typeof value === "number") checkNumber(value, path, result);
    else if (Array.isArray(value)) checkList(value, path, result);
    if (members.length > 0 && !isMember(value, members)) result.violations.push({ path, message: unsupported(members) });
    if (isObject(value)) checkObject(value, path, result);
    // The combinators count twice, the enum and the whole node once, whether they are there or not.
    result.matches += 4;
  }

  function checkType(value: Exclude<Json, null>, path: string, result: ValidationResult): void {
    if (hasType(value, types, format)) result.matches++;
    else result.violations.push({ path, message: `must be of type ${expected}` });
    result.matches++;
  }

  function validateNull(path: string, result: ValidationResult): void {
    if (types.length > 0 && schema.nullable !== true) result.violations.push({ path, message: `must be of type ${expected}: "null"` });
    else result.matches++;
    if (members.length > 0) result.violations.push({ path, message: unsupported(members) });
  }
}

function unsupported(members: Json[]): string {
  return `supported values: ${JSON.stringify(members)}`;
}

/** Formats are kept only where Kubernetes supports them for the type (apiextensions, pkg/apiserver/validation/formats.go). */
function effectiveFormat(schema: StructuralSchema, types: string[], reading: SchemaReading): string {
  const format = schema.format ?? "";
  if (reading === "default" || format === "") return format;
  const type = types.length === 1 ? types[0] : "";
  if (type === "" || type === "string") return stringFormat(format) === undefined ? "" : format;
  if (type === "integer") return format === "int32" || format === "int64" ? format : "";
  if (type === "number") return format === "float" || format === "double" ? format : "";
  return "";
}

function report(finding: Finding, path: string, result: ValidationResult): void {
  const violation = { path: finding.atRoot === true ? AT_ROOT : path, message: finding.message };
  (finding.undecided === true ? result.undecided : result.violations).push(violation);
}

function textCheck(schema: StructuralSchema, format: string): Check<string> {
  const checkFormat = stringFormat(format);
  return (value, path, result) => {
    const finding = stringFinding(schema, value);
    if (finding !== undefined) report(finding, path, result);
    result.matches++;
    if (checkFormat === undefined) return;
    const wrong = checkFormat(value);
    if (wrong !== undefined) report(wrong, path, result);
    result.matches++;
  };
}

function numberCheck(schema: StructuralSchema, types: string[], format: string): Check<number> {
  const type = types.length === 1 ? types[0] : undefined;
  let withFormat: StructuralSchema | undefined;
  return (value, path, result) => {
    withFormat ??= { ...schema, format };
    for (const finding of numberFindings(withFormat, type, value)) report(finding, path, result);
    result.matches += 2;
  };
}

function listCheck({ items, minItems, maxItems, uniqueItems }: StructuralSchema, prepare: Prepare): Check<Json[]> {
  let checkItem: PreparedSchema | undefined;
  return (value, path, result) => {
    if (items !== undefined) {
      checkItem ??= prepare(items);
      for (const [index, item] of value.entries()) checkItem(item, `${path}[${index}]`, result);
    }
    if (minItems !== undefined && value.length < minItems)
      result.violations.push({ path, message: `should have at least ${minItems} items` });
    if (maxItems !== undefined && value.length > maxItems) result.violations.push({ path, message: `must have at most ${maxItems} items` });
    if (uniqueItems === true && hasDuplicate(value)) result.violations.push({ path, message: "shouldn't contain duplicates" });
    result.matches += 2;
  };
}

type Prepare = (part: StructuralSchema) => PreparedSchema;

function hasDuplicate(items: Json[]): boolean {
  return items.some((item, i) => items.slice(0, i).some((earlier) => deepEqual(item, earlier)));
}

function objectCheck(schema: StructuralSchema, prepare: Prepare): Check<JsonObject> {
  const properties = new Map<string, PreparedSchema>();
  const values = valueSchema(schema);
  let checkValue: PreparedSchema | undefined;

  return (value, path, result) => {
    checkSize(schema, value, path, result);
    for (const name of Object.keys(value)) checkField(name, value[name] as Json, path, result);
    for (const name of schema.required ?? []) {
      if (!Object.hasOwn(value, name)) result.violations.push({ path: `${path}.${name}`, message: "Required value" });
    }
    result.matches++;
  };

  function checkField(name: string, value: Json, path: string, result: ValidationResult): void {
    const property = propertySchema(schema, name);
    if (property !== undefined) {
      const check = properties.get(name) ?? prepare(property);
      properties.set(name, check);
      check(value, path === "" ? name : `${path}.${name}`, result);
    } else if (values !== undefined) {
      checkValue ??= prepare(values);
      checkValue(value, `${path}.${name}`, result);
    } else if (schema.additionalProperties === false) {
      result.violations.push({ path, message: `forbidden property: ${name}` });
    }
  }
}

function checkSize(schema: StructuralSchema, value: JsonObject, path: string, result: ValidationResult): void {
  if (schema.minProperties === undefined && schema.maxProperties === undefined) return;
  const size = Object.keys(value).length;
  if (schema.minProperties !== undefined && size < schema.minProperties) {
    result.violations.push({ path, message: `should have at least ${schema.minProperties} properties` });
  }
  if (schema.maxProperties !== undefined && size > schema.maxProperties) {
    result.violations.push({ path, message: `must have at most ${schema.maxProperties} properties` });
  }
}
