import type { FieldError } from "../../api/errors.ts";
import { isObject } from "../../api/json.ts";
import { asJson, asObject, type KubernetesObject } from "../../api/objects.ts";
import { prepareRules, type RuleValidator, validateRules } from "../../schema/cel/rule-validator.ts";
import { applyDefaults, pruneUnknown, type StructuralSchema, validateListTypes, validateValue } from "../../schema/index.ts";
import { dropNulls } from "./nulls.ts";
import { metadataTypeProblem, validateObjectMeta } from "./object-meta.ts";

/** An object as the API server holds it after reading: unknown fields dropped, defaults filled in. */
export interface DecodedObject {
  object: KubernetesObject;
  /** One for each field that the schema does not know. */
  warnings: string[];
  errors: FieldError[];
}

/** Reads an object against the schema of its CustomResourceDefinition, as the API server does before any validation. */
export function decodeObject(schema: StructuralSchema, object: KubernetesObject): DecodedObject {
  const problem = metadataTypeProblem(asJson(object)["metadata"]);
  if (problem !== undefined) return { object, warnings: [], errors: [{ field: "metadata", message: problem }] };
  const unknown: string[] = [];
  const pruned = pruneUnknown(schema, asJson(object), { report: unknown, isResourceRoot: true });
  const defaulted = applyDefaults(schema, dropNulls(schema, pruned));
  return {
    object: asObject(isObject(defaulted) ? defaulted : {}),
    warnings: unknown.map((path) => `${object.kind}: unknown field ${JSON.stringify(path)}`),
    errors: [],
  };
}

/** What the schema says about an object, and what could not be decided. */
export interface SchemaVerdict {
  errors: FieldError[];
  undecided: FieldError[];
}

/** Validates a read object: its metadata, its schema, its lists, and if these are fine its CEL rules. */
export function validateObject(schema: StructuralSchema, object: KubernetesObject): SchemaVerdict {
  const json = asJson(object);
  const { errors, undecided } = validateValue(schema, json, "");
  const metadata = isObject(json["metadata"]) ? json["metadata"] : {};
  const found = [...validateObjectMeta(metadata), ...errors, ...validateListTypes(schema, json, "")];
  const rules = celRules(schema);
  if (found.length > 0 || !rules) return { errors: found, undecided };
  const findings = validateRules(rules, json, undefined, "");
  return { errors: findings.errors, undecided: [...undecided, ...findings.undecided] };
}

const preparedRules = new WeakMap<StructuralSchema, { rules: RuleValidator | undefined }>();

function celRules(schema: StructuralSchema): RuleValidator | undefined {
  const known = preparedRules.get(schema) ?? { rules: prepareRules(schema, true) };
  preparedRules.set(schema, known);
  return known.rules;
}
