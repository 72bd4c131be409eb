import type { Json } from "../../api/json.ts";
import { isObject } from "../../api/json.ts";
import {
  applyDefaults,
  prepareRules,
  type RuleValidator,
  readSchema,
  type StructuralSchema,
  validateRules,
  validateValue,
} from "../../schema/index.ts";

interface PreparedVariable {
  schema: StructuralSchema;
  rules: RuleValidator | undefined;
}

const prepared = new WeakMap<object, PreparedVariable>();

// Cluster API puts the value below a field of this name, so that a rule on the root may look at the old value, too.
function preparedFor(openAPIV3Schema: Json & object): PreparedVariable {
  const known = prepared.get(openAPIV3Schema);
  if (known !== undefined) return known;
  const schema = readSchema(openAPIV3Schema);
  const made = { schema, rules: prepareRules({ type: "object", properties: { value: schema } }, false) };
  prepared.set(openAPIV3Schema, made);
  return made;
}

/** A value with the defaults of its schema if the schema and its rules accept it as a first value, else undefined. */
export function acceptedValue(openAPIV3Schema: Json & object, value: Json): Json | undefined {
  const { schema, rules } = preparedFor(openAPIV3Schema);
  const wrapped = applyDefaults({ type: "object", properties: { value: schema } }, { value });
  const defaulted = isObject(wrapped) ? wrapped["value"]! : value;
  if (validateValue(schema, defaulted, "").errors.length > 0) return undefined;
  if (rules !== undefined && validateRules(rules, { value: defaulted }, undefined, "").errors.length > 0) return undefined;
  return defaulted;
}

/**
 * Whether a Cluster may change a variable from one accepted value to another: `undecided` if a rule cannot be evaluated offline. Setting a variable
 * for the first time and dropping it are never refused: rules about the old value need both.
 */
export function changeOf(
  openAPIV3Schema: Json & object,
  old: Json | undefined,
  next: Json | undefined,
): "accepted" | "refused" | "undecided" {
  const { rules } = preparedFor(openAPIV3Schema);
  if (rules === undefined || old === undefined || next === undefined) return "accepted";
  const { errors, undecided } = validateRules(rules, { value: next }, { value: old }, "");
  if (errors.length > 0) return "refused";
  return undecided.length > 0 ? "undecided" : "accepted";
}
