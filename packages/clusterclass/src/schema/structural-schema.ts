import type { Json, JsonObject } from "../api/json.ts";
import { isObject } from "../api/json.ts";

/** The types that a structural schema node can have. */
export type SchemaType = "object" | "array" | "string" | "number" | "integer" | "boolean";

/** One `x-kubernetes-validations` rule. */
export interface ValidationRule {
  rule?: string;
  message?: string;
  messageExpression?: string;
  reason?: string;
  fieldPath?: string;
  optionalOldSelf?: boolean;
}

/**
 * JSON schema as apiextensions/v1 knows it (`JSONSchemaProps`): the subset that a structural schema can use.
 * Source of the meaning of every keyword: k8s.io/apiextensions-apiserver v0.36, pkg/apiserver/schema/structural.go.
 */
export interface StructuralSchema {
  type?: string;
  title?: string;
  description?: string;
  default?: Json;
  example?: Json;
  nullable?: boolean;
  format?: string;
  maximum?: number;
  exclusiveMaximum?: boolean;
  minimum?: number;
  exclusiveMinimum?: boolean;
  maxLength?: number;
  minLength?: number;
  pattern?: string;
  maxItems?: number;
  minItems?: number;
  uniqueItems?: boolean;
  multipleOf?: number;
  enum?: Json[];
  maxProperties?: number;
  minProperties?: number;
  required?: string[];
  items?: StructuralSchema;
  properties?: Record<string, StructuralSchema>;
  additionalProperties?: StructuralSchema | boolean;
  allOf?: StructuralSchema[];
  anyOf?: StructuralSchema[];
  oneOf?: StructuralSchema[];
  not?: StructuralSchema;
  "x-kubernetes-int-or-string"?: boolean;
  "x-kubernetes-preserve-unknown-fields"?: boolean;
  "x-kubernetes-embedded-resource"?: boolean;
  "x-kubernetes-list-type"?: string;
  "x-kubernetes-list-map-keys"?: string[];
  "x-kubernetes-map-type"?: string;
  "x-kubernetes-validations"?: ValidationRule[];
}

/** The schema of the values below `additionalProperties`, if it is a schema and not just `true` or `false`. */
export function valueSchema(schema: StructuralSchema): StructuralSchema | undefined {
  return isSchema(schema.additionalProperties) ? schema.additionalProperties : undefined;
}

/** True if unknown names are allowed because `additionalProperties` says so. */
export function allowsUnknownNames(schema: StructuralSchema): boolean {
  return schema.additionalProperties !== undefined && schema.additionalProperties !== false;
}

/** The schema of a property; undefined if the name is not declared (names like `constructor` are ordinary names). */
export function propertySchema(schema: StructuralSchema, name: string): StructuralSchema | undefined {
  return schema.properties !== undefined && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
}

/** The declared properties, in the order of the schema. */
export function propertyEntries(schema: StructuralSchema): [string, StructuralSchema][] {
  return schema.properties === undefined ? [] : Object.entries(schema.properties);
}

/** The CEL rules of a node. */
export function rulesOf(schema: StructuralSchema): ValidationRule[] {
  return schema["x-kubernetes-validations"] ?? [];
}

/** True if a JSON value is a schema node and not a boolean. */
export function isSchema(value: StructuralSchema | boolean | undefined): value is StructuralSchema {
  return typeof value === "object" && value !== null;
}

/**
 * Reads JSON as a schema. The shape itself is the business of the CRD that holds it (ClusterClass, CustomResourceDefinition); anything that is not an object
 * reads as the empty schema.
 */
export function readSchema(json: Json | undefined): StructuralSchema {
  return isObject(json) ? (json as JsonObject & StructuralSchema) : {};
}
