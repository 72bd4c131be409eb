import { isObject, type Json } from "../../api/json.ts";
import { propertySchema, type StructuralSchema, valueSchema } from "../../schema/structural-schema.ts";
import { schemaIsReadable } from "./variable-schema-fields.ts";

const int32 = 2 ** 31;
const int64 = 2 ** 63;

/**
 * True if the Go type behind a schema can be read from the value. Cluster API's webhooks see typed objects: what Go's JSON decoder refuses is
 * refused without a field, for Clusters before the schema is looked at, for classes after it.
 */
export function goTypesFit(schema: StructuralSchema, value: Json): boolean {
  if (value === null) return true;
  if (schema["x-kubernetes-int-or-string"]) return typeof value === "string" || isInteger(value, int32);
  if (schema["x-kubernetes-preserve-unknown-fields"] && !schema.properties) return true;
  switch (schema.type) {
    case "object":
      return isObject(value) && Object.entries(value).every(([name, item]) => fieldFits(schema, name, item));
    case "array":
      return Array.isArray(value) && value.every((item) => goTypesFit(schema.items ?? {}, item));
    case "string":
      return typeof value === "string" && (schema.format !== "date-time" || isGoTime(value));
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

// Go reads RFC 3339 with an hour of one digit and a comma before the fraction, too.
function isGoTime(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})([.,]\d+)?(Z|[+-](\d{2}):(\d{2}))$/.exec(text);
  if (!match) return false;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const [zoneHour, zoneMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const dateExists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return dateExists && hour < 24 && minute < 60 && second < 60 && zoneHour <= 24 && zoneMinute <= 60;
}
