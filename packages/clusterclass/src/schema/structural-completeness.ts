import type { FieldError } from "../api/errors.ts";
import { childPath, indexPath, keyPath } from "./field-path.ts";
import { propertyEntries, propertySchema, type StructuralSchema } from "./structural-schema.ts";

/**
 * Errors for what is validated below `allOf`, `anyOf`, `oneOf` or `not` without being declared at the same place outside of them
 * (apiextensions, pkg/apiserver/schema/complete.go). Only the combinators of the root node are followed, as there. The place of an error is where the
 * declaration is missing.
 */
export function completenessErrors(schema: StructuralSchema, path: string): FieldError[] {
  return combinatorErrors(schema, schema, path, path);
}

function combinatorErrors(validation: StructuralSchema, structure: StructuralSchema, path: string, source: string): FieldError[] {
  const parts: [StructuralSchema, string][] = [];
  if (validation.not !== undefined) parts.push([validation.not, childPath(source, "not")]);
  for (const keyword of ["allOf", "anyOf", "oneOf"] as const) {
    for (const [i, part] of (validation[keyword] ?? []).entries()) parts.push([part, indexPath(childPath(source, keyword), i)]);
  }
  return parts.flatMap(([part, partSource]) => partErrors(part, structure, path, partSource));
}

function partErrors(part: StructuralSchema, structure: StructuralSchema | undefined, path: string, source: string): FieldError[] {
  if (structure === undefined) return [{ field: path, message: `Required value: because it is defined in ${source}` }];
  const errors = combinatorErrors(part, structure, path, source);
  if (part.items !== undefined)
    errors.push(...partErrors(part.items, structure.items, childPath(path, "items"), childPath(source, "items")));
  for (const [name, property] of propertyEntries(part)) {
    const at = keyPath(childPath(path, "properties"), name);
    errors.push(...partErrors(property, propertySchema(structure, name), at, keyPath(childPath(source, "properties"), name)));
  }
  return errors;
}
