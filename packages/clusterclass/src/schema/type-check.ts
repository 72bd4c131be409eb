import type { Json } from "../api/json.ts";
import { isInt64, isJsonInteger } from "./go-numbers.ts";
import type { StructuralSchema } from "./structural-schema.ts";

/**
 * How a schema is read. `value`: as for custom resources and variables, unsupported formats dropped and int-or-string being two types.
 * `default`: as for the defaults inside a schema, where apiextensions converts the schema in another way (structural schema to OpenAPI).
 */
export type SchemaReading = "value" | "default";

export type JsonType = "null" | "boolean" | "string" | "integer" | "number" | "array" | "object";

/** The JSON type of a value; numbers are integers where Go decodes them as int64. */
export function jsonType(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "boolean":
      return "boolean";
    case "string":
      return "string";
    case "number":
      return isInt64(value) ? "integer" : "number";
    default:
      return "object";
  }
}

/** The types that a node allows; none means any. */
export function allowedTypes(schema: StructuralSchema, reading: SchemaReading): string[] {
  if (reading === "value" && schema["x-kubernetes-int-or-string"] === true) return ["integer", "string"];
  return schema.type === undefined || schema.type === "" ? [] : [schema.type];
}

/**
 * Whether a value has one of the types, with the quirks of kube-openapi (pkg/validation/validate/type.go): a format makes strings and lists pass unless the
 * type is numeric, whole floats are integers, and integers are numbers.
 */
export function hasType(value: Exclude<Json, null>, types: string[], format: string): boolean {
  if (types.length === 0 && format === "") return true;
  const type = jsonType(value);
  const wholeFloat = type === "number" && isJsonInteger(value as number) && types.includes("integer");
  const matches = types.includes(type) || wholeFloat || (type === "integer" && types.includes("number"));
  const isText = type === "string" || type === "array";
  if (isText && format !== "" && !types.includes("number") && !types.includes("integer")) return true;
  if (!isText && format !== "" && goFormat(type) === format && types.length === 0) return false;
  return matches;
}

function goFormat(type: JsonType): string {
  if (type === "integer") return "int64";
  return type === "number" ? "float64" : "";
}
