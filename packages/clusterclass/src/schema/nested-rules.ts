import type { FieldError } from "../api/errors.ts";
import { childPath, indexPath, keyPath } from "./field-path.ts";
import { compilePattern } from "./pattern.ts";
import { propertyEntries, propertySchema, rulesOf, type StructuralSchema, valueSchema } from "./structural-schema.ts";

/** Which alternatives are the int-or-string idiom and so may name types. */
export interface IntOrStringIdiom {
  any: boolean;
  firstAll: boolean;
}

const NO_IDIOM: IntOrStringIdiom = { any: false, firstAll: false };

/** Errors of `allOf`, `anyOf`, `oneOf`, `not` and `pattern` of a node (apiextensions, pkg/apiserver/schema/validation.go, validateValueValidation). */
export function valueValidationErrors(schema: StructuralSchema, path: string, idiom: IntOrStringIdiom): FieldError[] {
  const errors: FieldError[] = [];
  if (!idiom.any) errors.push(...listErrors(schema.anyOf, childPath(path, "anyOf")));
  for (const [i, part] of (schema.allOf ?? []).entries()) {
    errors.push(...nestedErrors(part, indexPath(childPath(path, "allOf"), i), { any: idiom.firstAll && i === 0, firstAll: false }));
  }
  errors.push(...listErrors(schema.oneOf, childPath(path, "oneOf")));
  if (schema.not !== undefined) errors.push(...nestedErrors(schema.not, childPath(path, "not"), NO_IDIOM));
  if (schema.pattern !== undefined && schema.pattern !== "") {
    const pattern = compilePattern(schema.pattern);
    if ("error" in pattern)
      errors.push({ field: childPath(path, "pattern"), message: `must be a valid regular expression, but isn't: ${pattern.error}` });
  }
  return errors;
}

function listErrors(parts: StructuralSchema[] | undefined, path: string): FieldError[] {
  return (parts ?? []).flatMap((part, i) => nestedErrors(part, indexPath(path, i), NO_IDIOM));
}

function nestedErrors(schema: StructuralSchema, path: string, idiom: IntOrStringIdiom): FieldError[] {
  const errors = [...valueValidationErrors(schema, path, idiom), ...forbiddenErrors(schema, path)];
  if (schema.items !== undefined) errors.push(...nestedErrors(schema.items, childPath(path, "items"), NO_IDIOM));
  for (const [name, property] of propertyEntries(schema)) {
    errors.push(...nestedErrors(property, keyPath(childPath(path, "properties"), name), NO_IDIOM));
  }
  if (valueSchema(schema) !== undefined || schema.additionalProperties === true) {
    errors.push({ field: childPath(path, "additionalProperties"), message: "Forbidden: must be undefined to be structural" });
  }
  if (propertySchema(schema, "metadata") !== undefined) {
    errors.push({
      field: keyPath(childPath(path, "properties"), "metadata"),
      message: "Forbidden: must not be specified in a nested context",
    });
  }
  return errors;
}

/** Keywords that say what a value is, not whether it is valid: they belong outside of the alternatives. */
function forbiddenErrors(schema: StructuralSchema, path: string): FieldError[] {
  const forbidden: [string, boolean][] = [
    ["type", (schema.type ?? "") !== ""],
    ["default", schema.default !== undefined && schema.default !== null],
    ["title", (schema.title ?? "") !== ""],
    ["description", (schema.description ?? "") !== ""],
    ["nullable", schema.nullable === true],
    ["x-kubernetes-preserve-unknown-fields", schema["x-kubernetes-preserve-unknown-fields"] === true],
    ["x-kubernetes-embedded-resource", schema["x-kubernetes-embedded-resource"] === true],
    ["x-kubernetes-int-or-string", schema["x-kubernetes-int-or-string"] === true],
    ["x-kubernetes-list-map-keys", (schema["x-kubernetes-list-map-keys"] ?? []).length > 0],
    ["x-kubernetes-list-type", schema["x-kubernetes-list-type"] !== undefined],
    ["x-kubernetes-map-type", schema["x-kubernetes-map-type"] !== undefined],
    ["x-kubernetes-validations", rulesOf(schema).length > 0],
  ];
  return forbidden
    .filter(([, present]) => present)
    .map(([keyword]) => ({ field: childPath(path, keyword), message: "Forbidden: must be undefined to be structural" }));
}
