import type { Json } from "../api/json.ts";
import type { PreparedSchema } from "./prepared-schema.ts";
import type { StructuralSchema } from "./structural-schema.ts";
import { AT_ROOT, emptyResult, isValid, mergeInto, type ValidationResult } from "./validation-result.ts";

type Check = (value: Exclude<Json, null>, path: string, result: ValidationResult) => void;

/** True where `combinatorCheck` has something to check. */
export function hasCombinators({ anyOf = [], oneOf = [], allOf = [], not }: StructuralSchema): boolean {
  return anyOf.length + oneOf.length + allOf.length > 0 || not !== undefined;
}

/** `anyOf`, `oneOf`, `allOf` and `not` of a node, as kube-openapi weighs them (pkg/validation/validate/schema_props.go). */
export function combinatorCheck(schema: StructuralSchema, prepare: (part: StructuralSchema) => PreparedSchema): Check {
  const any = (schema.anyOf ?? []).map(prepare);
  const one = (schema.oneOf ?? []).map(prepare);
  const all = (schema.allOf ?? []).map(prepare);
  const not = schema.not === undefined ? undefined : prepare(schema.not);
  return (value, path, result) => {
    if (any.length > 0) checkAny(any, value, path, result);
    if (one.length > 0) checkOne(one, value, path, result);
    if (all.length > 0) checkAll(all, value, path, result);
    if (not !== undefined && isValid(outcomeOf(not, value, path)))
      result.violations.push({ path: AT_ROOT, message: "must not validate the schema (not)" });
  };
}

function checkAny(parts: PreparedSchema[], value: Json, path: string, result: ValidationResult): void {
  let best: ValidationResult | undefined;
  for (const part of parts) {
    const outcome = outcomeOf(part, value, path);
    if (isValid(outcome)) {
      mergeInto(result, outcome);
      return;
    }
    if (best === undefined || outcome.matches > best.matches) best = outcome;
  }
  result.violations.push({ path: AT_ROOT, message: "must validate at least one schema (anyOf)" });
  mergeInto(result, best ?? emptyResult());
}

function checkOne(parts: PreparedSchema[], value: Json, path: string, result: ValidationResult): void {
  let best: ValidationResult | undefined;
  let first: ValidationResult | undefined;
  let valid = 0;
  for (const part of parts) {
    const outcome = outcomeOf(part, value, path);
    if (isValid(outcome)) {
      valid++;
      best = undefined;
      first ??= outcome;
    } else if (valid === 0 && (best === undefined || outcome.matches > best.matches)) {
      best = outcome;
    }
  }
  if (valid === 1 && first !== undefined) {
    mergeInto(result, first);
    return;
  }
  result.violations.push({ path: AT_ROOT, message: `must validate one and only one schema (oneOf): ${valid} are valid` });
  if (best !== undefined) mergeInto(result, best);
}

function checkAll(parts: PreparedSchema[], value: Json, path: string, result: ValidationResult): void {
  const outcomes = parts.map((part) => outcomeOf(part, value, path));
  for (const outcome of outcomes) mergeInto(result, outcome);
  if (!outcomes.every(isValid)) result.violations.push({ path: AT_ROOT, message: "must validate all the schemas (allOf)" });
}

function outcomeOf(part: PreparedSchema, value: Json, path: string): ValidationResult {
  const outcome = emptyResult();
  part(value, path, outcome);
  return outcome;
}
