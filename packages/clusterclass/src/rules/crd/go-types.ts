import { isObject, type Json } from "../../api/json.ts";
import { isKnownClean } from "../../schema/known-clean.ts";
import { propertySchema, type StructuralSchema, valueSchema } from "../../schema/structural-schema.ts";
import { schemaIsReadable } from "./variable-schema-fields.ts";

const int32 = 2 ** 31;
const int64 = 2 ** 63;

/**
 * True if the Go type behind a schema can be read from the value. Cluster API's webhooks see typed objects: what Go's JSON decoder refuses is
 * refused without a field, for Clusters before the schema is looked at, for classes after it.
 */
export function goTypesFit(schema: StructuralSchema, value: Json): boolean {
  if (value === null || isKnownClean(schema, value)) return true;
  if (schema["x-kubernetes-int-or-string"]) return typeof value === "string" || isInteger(value, int32);
  if (schema["x-kubernetes-preserve-unknown-fields"] && !schema.properties) return true;
  switch (schema.type) {
    case "object":
      return isObject(value) && Object.entries(value).every(([name, item]) => fieldFits(schema, name, item));
    case "array":
      return Array.isArray(value) && value.every((item) => goTypesFit(schema.items ?? {}, item));
    case "string":
      return typeof value === "string" && (schema.format !== "date-time" || parseGoTime(value) !== undefined);
    case "integer":
      return isInteger(value, schema.format === "int32" ? int32 : int64);
    case "boolean":
      return typeof value === "boolean";
    default:
      return true;
  }
}

function fieldFits(schema: StructuralSchema, name: string, value: Json): boolean {
  if (name === "openAPIV3Schema") return value === null || (isObject(value) && schemaIsReadable(value));
  const field = propertySchema(schema, name) ?? valueSchema(schema);
  return field === undefined || goTypesFit(field, value);
}

function isInteger(value: Json, limit: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= -limit && value < limit;
}

/**
 * A copy as a typed object would be written again: times in UTC and whole seconds, null items of lists as the empty value of their type. The
 * mutating webhook of a Cluster does this to the whole object, so that the schema sees the result. The value must fit (`goTypesFit`).
 */
export function asGoWrites(schema: StructuralSchema, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => asGoWrites(schema.items ?? {}, item ?? emptyValue(schema.items)));
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => {
        const field = propertySchema(schema, name) ?? valueSchema(schema);
        return [name, field === undefined ? item : asGoWrites(field, item)];
      }),
    );
  }
  const time = schema.format === "date-time" && typeof value === "string" ? parseGoTime(value) : undefined;
  return time === undefined ? value : time.toISOString().replace(/\.\d+Z$/, "Z");
}

function emptyValue(schema: StructuralSchema | undefined): Json {
  if (schema?.type === "object") return {};
  if (schema?.type === "string") return "";
  return schema?.type === "integer" ? 0 : null;
}

// Go reads RFC 3339, and also an hour of one digit and a comma before the fraction.
function parseGoTime(text: string): Date | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})([.,]\d+)?(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const [zoneHour, zoneMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const dateExists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!dateExists || hour > 23 || minute > 59 || second > 59 || zoneHour > 24 || zoneMinute > 60) return undefined;
  const zone = (match[8] === "-" ? -1 : 1) * (zoneHour * 60 + zoneMinute);
  date.setUTCHours(hour, minute - zone, second);
  return date;
}
