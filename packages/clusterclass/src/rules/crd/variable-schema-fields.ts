import { isObject, type Json, type JsonObject } from "../../api/json.ts";

/**
 * Keywords that the schema of the CustomResourceDefinition leaves open and Cluster API's Go types do not: an object that passes the schema can
 * still fail to be read. Source: Cluster API v1.14.0, api/core/v1beta2/clusterclass_types.go, `JSONSchemaProps`.
 */
type Check = (value: Json) => boolean;

const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isInt64: Check = (value) => Number.isInteger(value) && Math.abs(value as number) <= 2 ** 63;
const isTexts: Check = (value) => Array.isArray(value) && value.every((item) => item === null || isText(item));
const isTextMap: Check = (value) => isObject(value) && Object.values(value).every((item) => item === null || isText(item));
const isList: Check = (value) => Array.isArray(value);
const isNode: Check = (value) => isObject(value) && schemaIsReadable(value);
const isNodes: Check = (value) => Array.isArray(value) && value.every((item) => item === null || isNode(item));
const isNodeMap: Check = (value) => isObject(value) && Object.values(value).every((item) => item === null || isNode(item));

const ruleFields: ReadonlyMap<string, Check> = new Map(
  ["rule", "message", "messageExpression", "reason", "fieldPath"].map((name) => [name, isText]),
);
const metadataFields: ReadonlyMap<string, Check> = new Map([
  ["labels", isTextMap],
  ["annotations", isTextMap],
]);

const schemaFields: ReadonlyMap<string, Check> = new Map([
  ...["description", "type", "format", "pattern"].map((name): [string, Check] => [name, isText]),
  ...["exclusiveMaximum", "exclusiveMinimum", "uniqueItems", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-int-or-string"].map(
    (name): [string, Check] => [name, isFlag],
  ),
  ...["maximum", "minimum", "maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties"].map(
    (name): [string, Check] => [name, isInt64],
  ),
  ["required", isTexts],
  ["enum", isList],
  ["properties", isNodeMap],
  ["additionalProperties", isNode],
  ["items", isNode],
  ["allOf", isNodes],
  ["anyOf", isNodes],
  ["oneOf", isNodes],
  ["not", isNode],
  [
    "x-kubernetes-validations",
    (value) => Array.isArray(value) && value.every((item) => item === null || (isObject(item) && fieldsFit(item, ruleFields))),
  ],
  ["x-metadata", (value) => isObject(value) && fieldsFit(value, metadataFields)],
]);

/** All keywords that a variable's schema can have. */
export const variableKeywords: ReadonlySet<string> = new Set([...schemaFields.keys(), "default", "example"]);

/** True if a variable schema can be read, at every depth. */
export function schemaIsReadable(schema: JsonObject): boolean {
  return fieldsFit(schema, schemaFields);
}

function fieldsFit(object: JsonObject, fields: ReadonlyMap<string, Check>): boolean {
  return Object.entries(object).every(([name, value]) => value === null || (fields.get(name)?.(value) ?? true));
}
