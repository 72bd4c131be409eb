import type { Json, JsonObject } from "../api/json.ts";
import { isObject } from "../api/json.ts";
import { combinatorCheck } from "./combinators.ts";
import { deepEqual } from "./deep-equal.ts";
import { type Finding, isMember, numberFindings, stringFinding, stringFormat } from "./scalar-checks.ts";
import { propertyEntries, type StructuralSchema, valueSchema } from "./structural-schema.ts";
import { allowedTypes, hasType, type SchemaReading } from "./type-check.ts";
import { AT_ROOT, emptyResult, mergeInto, type ValidationResult } from "./validation-result.ts";

/** A schema compiled for reuse: validates a value and reports paths relative to it (`path` is where the value stands). */
export type PreparedSchema = (value: Json, path: string) => ValidationResult;

type Check = (value: Exclude<Json, null>, path: string, result: ValidationResult) => void;

/** Compiles a schema; the order and the counting of checks follow kube-openapi, pkg/validation/validate/schema.go. */
export function prepareSchema(schema: StructuralSchema, reading: SchemaReading = "value"): PreparedSchema {
  const types = allowedTypes(schema, reading);
  const format = effectiveFormat(schema, types, reading);
  const members = schema.enum ?? [];
  const checks = compileChecks(schema, types, format, reading);
  const typed = types.length > 0 || format !== "";
  const expected = types.join(",") || format;

  return function validate(value, path) {
    const result = emptyResult();
    if (value === null) {
      validateNull(path, result);
      return result;
    }
    if (typed) {
      if (hasType(value, types, format)) result.matches++;
      else result.violations.push({ path, message: `must be of type ${expected}` });
      result.matches++;
    }
    for (const check of checks) check(value, path, result);
    result.matches++;
    return result;
  };

  function validateNull(path: string, result: ValidationResult): void {
    if (types.length > 0 && schema.nullable !== true) result.violations.push({ path, message: `must be of type ${expected}: "null"` });
    else result.matches++;
    if (members.length > 0) result.violations.push({ path, message: `supported values: ${JSON.stringify(members)}` });
  }
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

function compileChecks(schema: StructuralSchema, types: string[], format: string, reading: SchemaReading): Check[] {
  const checks: (Check | undefined)[] = [
    combinatorCheck(schema, (part) => prepareSchema(part, reading)),
    stringCheck(schema),
    formatChecks(format),
    numberCheck(schema, types, format),
    listCheck(schema, reading),
    enumCheck(schema),
    objectCheck(schema, reading),
  ];
  return checks.filter((check) => check !== undefined);
}

function report(finding: Finding, path: string, result: ValidationResult): void {
  const violation = { path: finding.atRoot === true ? AT_ROOT : path, message: finding.message };
  (finding.undecided === true ? result.undecided : result.violations).push(violation);
}

function stringCheck(schema: StructuralSchema): Check {
  return (value, path, result) => {
    if (typeof value !== "string") return;
    const finding = stringFinding(schema, value);
    if (finding !== undefined) report(finding, path, result);
    result.matches++;
  };
}

function formatChecks(format: string): Check | undefined {
  const check = stringFormat(format);
  if (check === undefined) return undefined;
  return (value, path, result) => {
    if (typeof value !== "string") return;
    const finding = check(value);
    if (finding !== undefined) report(finding, path, result);
    result.matches++;
  };
}

function numberCheck(schema: StructuralSchema, types: string[], format: string): Check {
  const type = types.length === 1 ? types[0] : undefined;
  const node = { ...schema, format };
  return (value, path, result) => {
    if (typeof value !== "number") return;
    for (const finding of numberFindings(node, type, value)) report(finding, path, result);
    result.matches += 2;
  };
}

function listCheck(schema: StructuralSchema, reading: SchemaReading): Check {
  const item = schema.items === undefined ? undefined : prepareSchema(schema.items, reading);
  return (value, path, result) => {
    if (!Array.isArray(value)) return;
    if (item !== undefined) for (let i = 0; i < value.length; i++) mergeInto(result, item(value[i] as Json, `${path}[${i}]`));
    if (schema.minItems !== undefined && value.length < schema.minItems)
      result.violations.push({ path, message: `should have at least ${schema.minItems} items` });
    if (schema.maxItems !== undefined && value.length > schema.maxItems)
      result.violations.push({ path, message: `must have at most ${schema.maxItems} items` });
    if (schema.uniqueItems === true && hasDuplicate(value)) result.violations.push({ path, message: "shouldn't contain duplicates" });
    result.matches += 2;
  };
}

function hasDuplicate(items: Json[]): boolean {
  return items.some((item, i) => items.slice(0, i).some((earlier) => deepEqual(item, earlier)));
}

function enumCheck(schema: StructuralSchema): Check {
  const members = schema.enum ?? [];
  return (value, path, result) => {
    if (members.length > 0 && !isMember(value, members))
      result.violations.push({ path, message: `supported values: ${JSON.stringify(members)}` });
    result.matches++;
  };
}

function objectCheck(schema: StructuralSchema, reading: SchemaReading): Check {
  const properties = new Map(propertyEntries(schema).map(([name, property]) => [name, prepareSchema(property, reading)]));
  const values = valueSchema(schema);
  const others = values === undefined ? undefined : prepareSchema(values, reading);
  return (value, path, result) => {
    if (!isObject(value)) return;
    checkSize(schema, value, path, result);
    for (const name of Object.keys(value)) {
      const property = properties.get(name);
      if (property !== undefined) mergeInto(result, property(value[name] as Json, path === "" ? name : `${path}.${name}`));
      else if (others !== undefined) mergeInto(result, others(value[name] as Json, `${path}.${name}`));
      else if (schema.additionalProperties === false) result.violations.push({ path, message: `forbidden property: ${name}` });
    }
    for (const name of schema.required ?? []) {
      if (!Object.hasOwn(value, name)) result.violations.push({ path: `${path}.${name}`, message: "Required value" });
    }
    result.matches++;
  };
}

function checkSize(schema: StructuralSchema, value: JsonObject, path: string, result: ValidationResult): void {
  const size = Object.keys(value).length;
  if (schema.minProperties !== undefined && size < schema.minProperties) {
    result.violations.push({ path, message: `should have at least ${schema.minProperties} properties` });
  }
  if (schema.maxProperties !== undefined && size > schema.maxProperties) {
    result.violations.push({ path, message: `must have at most ${schema.maxProperties} properties` });
  }
}
