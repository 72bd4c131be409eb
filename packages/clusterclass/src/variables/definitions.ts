import { type ClassVariable, clusterClassSpec, type TemplateMetadata } from "../api/cluster-class.ts";
import type { FieldError } from "../api/errors.ts";
import type { Json } from "../api/json.ts";
import { isObject } from "../api/json.ts";
import type { KubernetesObject } from "../api/objects.ts";
import { annotationsAreValid, labelsAreValid } from "../rules/primitives/metadata.ts";
import { totalCostErrors } from "../schema/cel/rule-check.ts";
import { childPath, keyPath } from "../schema/field-path.ts";
import { validateDefaults } from "../schema/schema-defaults.ts";
import { validateStructural } from "../schema/structural-rules.ts";
import type { StructuralSchema } from "../schema/structural-schema.ts";
import { definitionSchema } from "./definition-schema.ts";
import { type DefinitionsResult, toUnknown } from "./result.ts";
import { checkSchema } from "./schema-checks.ts";

interface Findings {
  errors: FieldError[];
  undecided: FieldError[];
}

/** Name under which the topology controller offers its own values. */
const BUILTIN = "builtin";

/**
 * Validates the variable definitions of a ClusterClass that passed its CRD: names, metadata, structural schemas, defaults, examples, enums and CEL rules with
 * their estimated costs. Field paths are those of the webhook: `spec.variables[name].schema.openAPIV3Schema...`.
 * Source: Cluster API v1.14, internal/topology/variables/clusterclass_variable_validation.go, ValidateClusterClassVariables.
 */
export function validateVariableDefinitions(clusterClass: KubernetesObject): DefinitionsResult {
  const variables = clusterClassSpec(clusterClass).variables ?? [];
  const errors = duplicateNames(variables);
  const undecided: FieldError[] = [];
  for (const variable of variables) {
    const found = validateDefinition(variable, variablePath(variable.name));
    errors.push(...found.errors);
    undecided.push(...found.undecided);
  }
  return { errors, warnings: [], unknown: toUnknown("class", undecided) };
}

function variablePath(name: string): string {
  return keyPath("spec.variables", name);
}

function duplicateNames(variables: ClassVariable[]): FieldError[] {
  const seen = new Set<string>();
  return variables
    .filter(({ name }) => seen.has(name) || !seen.add(name))
    .map(({ name }) => ({
      field: childPath(variablePath(name), "name"),
      message: `variable name must be unique. Variable with name "${name}" is defined more than once`,
    }));
}

const judged = new WeakMap<StructuralSchema, Findings>();

/** Findings of a definition, kept by its schema, which stands for the whole variable. */
function validateDefinition(variable: ClassVariable, path: string): Findings {
  const schema = definitionSchema(variable);
  const known = judged.get(schema) ?? judgeDefinition(variable, schema, path);
  judged.set(schema, known);
  return known;
}

function judgeDefinition(variable: ClassVariable, schema: StructuralSchema, path: string): Findings {
  const schemaPath = childPath(path, "schema.openAPIV3Schema");
  const before = [
    ...nameErrors(variable.name, childPath(path, "name")),
    ...metadataErrors(variable.deprecatedV1Beta1Metadata, childPath(path, "deprecatedV1Beta1Metadata")),
    ...schemaMetadataErrors(variable.schema.openAPIV3Schema, schemaPath),
  ];
  const { errors, undecided } = validateDefinitionSchema(schema, schemaPath);
  return { errors: [...before, ...errors], undecided };
}

function nameErrors(name: string, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (name === "") errors.push({ field: path, message: "Required value: variable name must be defined" });
  if (name === BUILTIN) errors.push({ field: path, message: `"${BUILTIN}" is a reserved variable name` });
  if (name.includes(".")) errors.push({ field: path, message: 'variable name cannot contain "."' });
  return errors;
}

function metadataErrors(metadata: TemplateMetadata | undefined, path: string): FieldError[] {
  return [...labelsAreValid(metadata, path), ...annotationsAreValid(metadata, path)];
}

/** `x-metadata` of the node and of everything below it, except in `allOf` and the like. */
function schemaMetadataErrors(json: Json | undefined, path: string): FieldError[] {
  if (!isObject(json)) return [];
  const properties = isObject(json["properties"]) ? Object.entries(json["properties"]) : [];
  return [
    ...metadataErrors(json["x-metadata"] as TemplateMetadata | undefined, childPath(path, "x-metadata")),
    ...schemaMetadataErrors(json["additionalProperties"], childPath(path, "additionalProperties")),
    ...properties.flatMap(([name, property]) => schemaMetadataErrors(property, keyPath(childPath(path, "properties"), name))),
    ...schemaMetadataErrors(json["items"], childPath(path, "items")),
  ];
}

/** Each stage runs only if the one before found nothing. */
function validateDefinitionSchema(schema: StructuralSchema, path: string): Findings {
  const structural = validateStructural(schema, path, "field");
  if (structural.length > 0) return { errors: structural, undecided: [] };
  const defaults = validateDefaults(schema, path);
  if (defaults.errors.length > 0) return defaults;
  const check = checkSchema(schema, path);
  return {
    errors: [...check.schemaErrors, ...check.ruleErrors, ...totalCostErrors(check.costs, path)],
    undecided: [...defaults.undecided, ...check.undecided],
  };
}
