import type { Json, JsonObject } from "../../api/json.ts";
import { isObject } from "../../api/json.ts";
import { isDateTime, parseDate, parseDuration } from "../formats/go-time.ts";
import { isInt64 } from "../go-numbers.ts";
import { propertyEntries, propertySchema, type StructuralSchema, valueSchema } from "../structural-schema.ts";
import { withTypeAndObjectMeta } from "./decl-type.ts";
import { escapeFieldName } from "./field-names.ts";
import { CelDuration, CelInvalid, CelMap, CelPreserved, CelTimestamp, type CelValue, Undecidable } from "./values.ts";

/** Lists whose equality and concatenation are those of sets or maps (`x-kubernetes-list-type`); kept apart since that is not evaluated here. */
const specialLists = new WeakSet<CelValue[]>();

/** True for a list that is a set or a map by its schema. */
export function isSpecialList(list: CelValue[]): boolean {
  return specialLists.has(list);
}

/**
 * JSON as CEL sees it through its schema. Source: k8s.io/apiserver v0.36, pkg/cel/common/valuesunstructured.go.
 * What does not fit becomes a `CelInvalid`, an error only when it is used.
 */
export function toCel(value: Json, schema: StructuralSchema): CelValue {
  if (value === null) return schema.nullable === true ? null : new CelInvalid("invalid data, got null for schema with nullable=false");
  if (schema["x-kubernetes-int-or-string"] === true) return intOrString(value);
  switch (schema.type) {
    case "object":
      return isObject(value) ? objectToCel(value, schema) : new CelInvalid("invalid data, expected a map");
    case "array":
      return Array.isArray(value) ? listToCel(value, schema) : new CelInvalid("invalid data, expected an array");
    case "string":
      return typeof value === "string" ? textToCel(value, schema.format) : new CelInvalid("invalid data, expected string");
    case "number":
      return typeof value === "number" ? value : new CelInvalid("invalid data, expected float");
    case "integer":
      return typeof value === "number" && isInt64(value) ? BigInt(value) : new CelInvalid("invalid data, expected int");
    case "boolean":
      return typeof value === "boolean" ? value : new CelInvalid("invalid data, expected bool");
    default:
      return schema["x-kubernetes-preserve-unknown-fields"] === true ? new CelPreserved(value) : new CelInvalid("invalid type");
  }
}

function intOrString(value: Json): CelValue {
  if (typeof value === "string") return value;
  return typeof value === "number" && isInt64(value)
    ? BigInt(value)
    : new CelInvalid("expected XIntOrString value to be either a string or integer");
}

function objectToCel(value: JsonObject, schema: StructuralSchema): CelMap {
  const node = schema["x-kubernetes-embedded-resource"] === true ? withTypeAndObjectMeta(schema) : schema;
  const entries = new Map<string, CelValue>();
  const hidden = new Map<string, Json>();
  const values = propertyEntries(node).length === 0 ? valueSchema(node) : undefined;
  for (const [name, item] of Object.entries(value)) {
    if (values !== undefined) {
      entries.set(name, toCel(item, values));
      continue;
    }
    const property = propertySchema(node, name);
    if (property === undefined || item === null) hidden.set(name, item);
    else entries.set(escapeFieldName(name) ?? name, toCel(item, property));
  }
  return new CelMap(entries, hidden);
}

function listToCel(value: Json[], schema: StructuralSchema): CelValue {
  const items = schema.items;
  if (items === undefined) return new CelInvalid("invalid array type, expected Items with a non-empty Schema");
  const list = value.map((item) => toCel(item, items));
  const listType = schema["x-kubernetes-list-type"];
  if (listType === "set" || listType === "map") specialLists.add(list);
  return list;
}

function textToCel(text: string, format: string | undefined): CelValue {
  switch (format) {
    case "duration": {
      const nanos = parseDuration(text);
      return nanos === undefined ? new CelInvalid(`Invalid duration ${text}`) : new CelDuration(nanos);
    }
    case "date": {
      const millis = parseDate(text);
      return millis === undefined ? new CelInvalid(`Invalid date formatted string ${text}`) : new CelTimestamp(BigInt(millis) * 1_000_000n);
    }
    case "date-time":
      return dateTimeToCel(text);
    case "byte":
      return base64ToCel(text);
    default:
      return text;
  }
}

function dateTimeToCel(text: string): CelValue {
  if (!isDateTime(text)) return new CelInvalid(`Invalid date-time formatted string ${text}`);
  const nanos = parseTimestamp(text);
  if (nanos === undefined) throw new Undecidable(`the date-time ${text} is read in a way that is not implemented`);
  return new CelTimestamp(nanos);
}

/** RFC 3339 with up to nine fractional digits, as nanoseconds since 1970; undefined for anything else. */
export function parseTimestamp(text: string): bigint | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (match === null || parseDate(match[1] as string) === undefined) return undefined;
  const millis = Date.parse(`${match[1]}T${match[2]}${match[4]}`);
  if (Number.isNaN(millis)) return undefined;
  return BigInt(millis) * 1_000_000n + BigInt((match[3] ?? "").padEnd(9, "0"));
}

/** strfmt reads bytes in the URL alphabet. */
function base64ToCel(text: string): CelValue {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text) || text.length % 4 !== 0) return new CelInvalid(`Invalid byte formatted string ${text}`);
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
