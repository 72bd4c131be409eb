import type { ClassVariable } from "../api/cluster-class.ts";
import type { Json, JsonObject } from "../api/json.ts";
import { isObject } from "../api/json.ts";
import { Remembered } from "../api/remembered.ts";
import type { StructuralSchema, ValidationRule } from "../schema/structural-schema.ts";

/** The keywords that a variable's schema hands on as they are. Descriptions and `x-metadata` say nothing about values and are dropped. */
const PLAIN_KEYWORDS: ReadonlySet<string> = new Set([
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
]);
const FLAGS: ReadonlySet<string> = new Set([
  "uniqueItems",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "x-kubernetes-int-or-string",
  "x-kubernetes-preserve-unknown-fields",
]);

const byText = new Remembered<string, StructuralSchema>(5000);
const byObject = new WeakMap<ClassVariable, StructuralSchema>();

/**
 * The schema of a variable (`readDefinitionSchema`), the same object for variables of the same text: classes of one source share most of theirs, and what was
 * found out about one is kept by its schema. A variable must not be changed after this.
 */
export function definitionSchema(variable: ClassVariable): StructuralSchema {
  const known = byObject.get(variable);
  if (known !== undefined) return known;
  const schema = byText.of(JSON.stringify(variable), () => readDefinitionSchema(variable.schema.openAPIV3Schema));
  byObject.set(variable, schema);
  return schema;
}

/**
 * The schema of a variable as Cluster API hands it to apiextensions (internal/topology/variables/schema.go): flags that are false and members of enums that are null
 * do not exist, `additionalProperties` is always a schema.
 */
export function readDefinitionSchema(json: Json | undefined): StructuralSchema {
  if (!isObject(json)) return {};
  const schema: Record<string, unknown> = {};
  // Nodes have a few of all keywords.
  for (const keyword of Object.keys(json)) {
    if (PLAIN_KEYWORDS.has(keyword) ? isSet(json[keyword]) : FLAGS.has(keyword) && json[keyword] === true) schema[keyword] = json[keyword];
  }
  const members = list(json["enum"]).filter((member) => member !== null);
  if (members.length > 0) schema["enum"] = members;
  return Object.assign(schema as StructuralSchema, children(json), rules(json));
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
