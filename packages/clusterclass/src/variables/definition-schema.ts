import type { Json, JsonObject } from "../api/json.ts";
import { isObject } from "../api/json.ts";
import type { StructuralSchema, ValidationRule } from "../schema/structural-schema.ts";

/** The keywords that a variable's schema hands on as they are. Descriptions and `x-metadata` say nothing about values and are dropped. */
const PLAIN_KEYWORDS = [
  "type",
  "format",
  "pattern",
  "required",
  "maxProperties",
  "minProperties",
  "maxItems",
  "minItems",
  "maxLength",
  "minLength",
  "maximum",
  "minimum",
  "default",
  "example",
] as const;
const FLAGS = [
  "uniqueItems",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "x-kubernetes-int-or-string",
  "x-kubernetes-preserve-unknown-fields",
] as const;

/**
 * The schema of a variable as Cluster API hands it to apiextensions (internal/topology/variables/schema.go): flags that are false and members of enums that are null
 * do not exist, `additionalProperties` is always a schema.
 */
export function readDefinitionSchema(json: Json | undefined): StructuralSchema {
  if (!isObject(json)) return {};
  const plain = PLAIN_KEYWORDS.filter((keyword) => isSet(json[keyword])).map((keyword) => [keyword, json[keyword]]);
  const flags = FLAGS.filter((flag) => json[flag] === true).map((flag) => [flag, true]);
  const members = list(json["enum"]).filter((member) => member !== null);
  return {
    ...(Object.fromEntries([...plain, ...flags]) as StructuralSchema),
    ...(members.length === 0 ? {} : { enum: members }),
    ...children(json),
    ...rules(json),
  };
}

function children(json: JsonObject): StructuralSchema {
  const parts: StructuralSchema = {};
  if (isSet(json["additionalProperties"])) parts.additionalProperties = readDefinitionSchema(json["additionalProperties"]);
  if (isSet(json["items"])) parts.items = readDefinitionSchema(json["items"]);
  if (isSet(json["not"])) parts.not = readDefinitionSchema(json["not"]);
  const properties = isObject(json["properties"]) ? Object.entries(json["properties"]) : [];
  if (properties.length > 0)
    parts.properties = Object.fromEntries(properties.map(([name, property]) => [name, readDefinitionSchema(property)]));
  for (const keyword of ["allOf", "anyOf", "oneOf"] as const) {
    const alternatives = list(json[keyword]);
    if (alternatives.length > 0) parts[keyword] = alternatives.map(readDefinitionSchema);
  }
  return parts;
}

function rules(json: JsonObject): StructuralSchema {
  const found = list(json["x-kubernetes-validations"]).filter(isObject);
  return found.length === 0 ? {} : { "x-kubernetes-validations": found as (JsonObject & ValidationRule)[] };
}

function isSet(value: Json | undefined): value is Exclude<Json, null> {
  return value !== undefined && value !== null;
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
