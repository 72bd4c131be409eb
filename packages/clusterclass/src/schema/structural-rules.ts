import type { FieldError } from "../api/errors.ts";
import { deepEqual } from "./deep-equal.ts";
import { childPath, keyPath } from "./field-path.ts";
import { valueValidationErrors } from "./nested-rules.ts";
import { completenessErrors } from "./structural-completeness.ts";
import { isSchema, propertyEntries, propertySchema, type StructuralSchema } from "./structural-schema.ts";

/** Where a node stands: the root of a resource, an item of a list, or a field (a variable is a field, too). */
export type SchemaLevel = "root" | "item" | "field";

/** The only alternative of types that is structural: it spells out int-or-string. */
const INT_OR_STRING: StructuralSchema[] = [{ type: "integer" }, { type: "string" }];

/**
 * Whether a schema is structural: a type on every node, and nothing below `allOf`, `anyOf`, `oneOf` and `not` that is not also declared outside of them.
 * Source: k8s.io/apiextensions-apiserver v0.36, pkg/apiserver/schema/validation.go and complete.go. `level` is `field` for variables of a ClusterClass, whose schema
 * Cluster API wraps in an object, and `root` for CRDs. Since completeness is checked at the root only, that wrapping hides it for variables.
 */
export function validateStructural(schema: StructuralSchema, path: string, level: SchemaLevel = "root"): FieldError[] {
  const completeness = level === "root" ? completenessErrors(schema, path) : [];
  return [...invariantErrors(schema, level, path), ...completeness];
}

function invariantErrors(schema: StructuralSchema, level: SchemaLevel, path: string): FieldError[] {
  return [
    ...childErrors(schema, level, path),
    ...extensionErrors(schema, path),
    ...valueValidationErrors(schema, path, { any: isIntOrString(schema.anyOf), firstAll: isIntOrString(schema.allOf?.[0]?.anyOf) }),
    ...typeErrors(schema, level, path),
    ...metadataErrors(schema, level, path),
  ];
}

function childErrors(schema: StructuralSchema, level: SchemaLevel, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (schema.type === "array" && schema.items === undefined)
    errors.push({ field: childPath(path, "items"), message: "Required value: must be specified" });
  if (schema.items !== undefined) errors.push(...invariantErrors(schema.items, "item", childPath(path, "items")));
  for (const [name, property] of propertyEntries(schema)) {
    errors.push(...invariantErrors(property, "field", keyPath(childPath(path, "properties"), name)));
  }
  if (schema.additionalProperties === undefined) return errors;
  const valuesPath = childPath(path, "additionalProperties");
  if (level === "root") errors.push({ field: valuesPath, message: "Forbidden: must not be used at the root" });
  if (isSchema(schema.additionalProperties)) errors.push(...invariantErrors(schema.additionalProperties, "field", valuesPath));
  return errors;
}

function extensionErrors(schema: StructuralSchema, path: string): FieldError[] {
  if (schema["x-kubernetes-int-or-string"] !== true) return [];
  return (["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"] as const)
    .filter((extension) => schema[extension] === true)
    .map((extension) => ({ field: childPath(path, extension), message: "must be false if x-kubernetes-int-or-string is true" }));
}

const EMPTY_TYPE: Record<SchemaLevel, string> = {
  root: "must not be empty at the root",
  item: "must not be empty for specified array items",
  field: "must not be empty for specified object fields",
};

function typeErrors(schema: StructuralSchema, level: SchemaLevel, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const type = schema.type ?? "";
  const embedded = schema["x-kubernetes-embedded-resource"] === true;
  const untypedAllowed = schema["x-kubernetes-int-or-string"] === true || schema["x-kubernetes-preserve-unknown-fields"] === true;
  const typePath = childPath(path, "type");
  if (embedded && type !== "object") errors.push({ field: typePath, message: "must be object if x-kubernetes-embedded-resource is true" });
  else if (type === "" && !untypedAllowed) errors.push({ field: typePath, message: `Required value: ${EMPTY_TYPE[level]}` });
  if (embedded && schema.additionalProperties !== undefined) {
    errors.push({ field: childPath(path, "additionalProperties"), message: "must not be used if x-kubernetes-embedded-resource is set" });
  }
  if (level === "root" && type !== "" && type !== "object") errors.push({ field: typePath, message: "must be object at the root" });
  if (embedded && schema["x-kubernetes-preserve-unknown-fields"] !== true && propertyEntries(schema).length === 0) {
    errors.push({ field: childPath(path, "properties"), message: "must not be empty if x-kubernetes-embedded-resource is true" });
  }
  return errors;
}

/** `kind`, `apiVersion` and `metadata` of resources are not the author's to define. */
function metadataErrors(schema: StructuralSchema, level: SchemaLevel, path: string): FieldError[] {
  if (level !== "root" && schema["x-kubernetes-embedded-resource"] !== true) return [];
  const errors: FieldError[] = [];
  const at = (name: string) => keyPath(childPath(path, "properties"), name);
  for (const name of ["kind", "apiVersion"]) {
    const property = propertySchema(schema, name);
    if (property !== undefined && property.type !== "string")
      errors.push({ field: childPath(at(name), "type"), message: "must be string" });
  }
  const metadata = propertySchema(schema, "metadata");
  if (metadata === undefined) return errors;
  if (metadata.type !== "object") errors.push({ field: childPath(at("metadata"), "type"), message: "must be object" });
  if (level === "root" && !isPlainMetadata(metadata)) {
    errors.push({ field: at("metadata"), message: "Forbidden: must not specify anything other than name and generateName" });
  }
  return errors;
}

function isPlainMetadata(metadata: StructuralSchema): boolean {
  const restricted = propertyEntries(metadata).every(([name]) => name === "name" || name === "generateName");
  const others = Object.keys(metadata).filter((key) => key !== "type" && key !== "properties" && key !== "default");
  return restricted && others.length === 0;
}

function isIntOrString(alternatives: StructuralSchema[] | undefined): boolean {
  return alternatives !== undefined && deepEqual(JSON.parse(JSON.stringify(alternatives)), JSON.parse(JSON.stringify(INT_OR_STRING)));
}
