import type { FieldError } from "../api/errors.ts";
import type { Json } from "../api/json.ts";
import { childPath } from "./field-path.ts";
import { preparedSchema } from "./prepared-schema.ts";
import type { StructuralSchema } from "./structural-schema.ts";
import type { SchemaReading } from "./type-check.ts";
import { AT_ROOT, emptyResult, type Violation } from "./validation-result.ts";

/** What validation found: errors, and what could not be decided offline. */
export interface SchemaFindings {
  errors: FieldError[];
  undecided: FieldError[];
}

/**
 * Validates a value against a schema, without CEL. The compiled form is kept for the schema object, so that calling it again is cheap.
 * Field paths are those of apiextensions (pkg/apiserver/validation/validation.go, kubeOpenAPIResultToFieldErrors): properties joined with dots, list
 * positions in brackets, and violations of `allOf`, `anyOf`, `oneOf`, `not` and of numeric ranges at the value itself.
 */
export function validateValue(schema: StructuralSchema, value: Json, path: string, reading: SchemaReading = "value"): SchemaFindings {
  const result = emptyResult();
  preparedSchema(schema, reading)(value, "", result);
  return {
    errors: result.violations.map((violation) => toFieldError(violation, path)),
    undecided: result.undecided.map((violation) => toFieldError(violation, path)),
  };
}

function toFieldError(violation: Violation, path: string): FieldError {
  if (violation.path === AT_ROOT || violation.path === "") return { field: path, message: violation.message };
  const relative = violation.path.startsWith(".") ? violation.path.slice(1) : violation.path;
  return { field: childPath(path, relative), message: violation.message };
}
