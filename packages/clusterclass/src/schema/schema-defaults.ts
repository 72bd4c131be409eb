import type { Json } from "../api/json.ts";
import { prepareRules, validateRules } from "./cel/rule-validator.ts";
import { deepEqual } from "./deep-equal.ts";
import { childPath, keyPath } from "./field-path.ts";
import { pruneUnknown } from "./pruning.ts";
import { propertyEntries, type StructuralSchema } from "./structural-schema.ts";
import { type SchemaFindings, validateValue } from "./validate-value.ts";

/**
 * Whether the defaults inside of a schema are valid by their own schema: known fields only, valid values, rules satisfied (as a new value and as an
 * unchanged one). Defaults below `additionalProperties` are not looked at.
 * Source: k8s.io/apiextensions-apiserver v0.36, pkg/apiserver/schema/defaulting/validation.go, ValidateDefaults.
 */
export function validateDefaults(schema: StructuralSchema, path: string): SchemaFindings {
  const findings: SchemaFindings = { errors: [], undecided: [] };
  visit(schema, path, true, findings);
  return findings;
}

function visit(schema: StructuralSchema, path: string, isRoot: boolean, findings: SchemaFindings): void {
  if (schema.default !== undefined && schema.default !== null)
    checkDefault(schema, schema.default, childPath(path, "default"), isRoot, findings);
  if (schema.items !== undefined) visit(schema.items, childPath(path, "items"), false, findings);
  for (const [name, property] of propertyEntries(schema)) visit(property, keyPath(childPath(path, "properties"), name), false, findings);
}

function checkDefault(schema: StructuralSchema, value: Json, path: string, isRoot: boolean, findings: SchemaFindings): void {
  if (!deepEqual(pruneUnknown(schema, value), value)) findings.errors.push({ field: path, message: "must not have unknown fields" });
  const result = validateValue(schema, value, path, "default");
  findings.errors.push(...result.errors);
  findings.undecided.push(...result.undecided);
  if (result.errors.length > 0) return;
  const rules = ruleErrors(schema, value, path, isRoot);
  findings.errors.push(...rules.errors);
  findings.undecided.push(...rules.undecided);
}

function ruleErrors(schema: StructuralSchema, value: Json, path: string, isRoot: boolean): SchemaFindings {
  const rules = prepareRules(schema, isRoot);
  if (rules === undefined) return { errors: [], undecided: [] };
  const unchanged = validateRules(rules, value, value, path);
  return unchanged.errors.length > 0 ? unchanged : validateRules(rules, value, undefined, path);
}
