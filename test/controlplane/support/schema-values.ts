import { isObject, type Json, type JsonObject } from "@cstack/clusterclass";
import fc from "fast-check";

/** The keywords that a value has to follow to be read; bounds and patterns are for admission, which conversion comes before. */
interface ValueSchema {
  type?: string;
  format?: string;
  enum?: Json[];
  pattern?: string;
  required?: string[];
  properties?: Record<string, ValueSchema>;
  additionalProperties?: ValueSchema | boolean;
  items?: ValueSchema;
  "x-kubernetes-int-or-string"?: boolean;
}

/** Durations have no format of their own in Cluster API's schemas. */
const durations = /(Timeout|^timeout|^ttl|Period|^timeoutForControlPlane)$/;

/** Parts of the schemas of variables, which Cluster API's own schemas do not describe. */
const textSchema = fc.constantFrom<Json>({ type: "string" }, { type: "integer", maximum: 5 });
const schemaParts: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  additionalProperties: textSchema,
  items: textSchema,
  not: textSchema,
  properties: textSchema.map((schema) => ({ a: schema })),
  allOf: textSchema.map((schema) => [schema]),
  anyOf: textSchema.map((schema) => [schema]),
  oneOf: textSchema.map((schema) => [schema]),
};

/** Any value that a schema describes; `name` is that of the field. */
export function valuesOf(schema: JsonObject, name = ""): fc.Arbitrary<Json> {
  return values(schema as ValueSchema, name);
}

function values(schema: ValueSchema, name: string): fc.Arbitrary<Json> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum.filter((value) => value !== ""));
  if (schema["x-kubernetes-int-or-string"]) return fc.constantFrom<Json>(...(schema.pattern === undefined ? [0, 1, "30%"] : ["1Gi"]));
  switch (schema.type) {
    case "object":
      return objects(schema);
    case "array":
      return fc.uniqueArray(values(schema.items ?? {}, name), { minLength: 1, maxLength: 2, selector: nameOf });
    case "string":
      return texts(schema, name);
    case "integer":
    case "number":
      return fc.constantFrom(0, 1, 600);
    case "boolean":
      return fc.boolean();
    default:
      return schemaParts[name] ?? fc.constantFrom<Json>("text", 1, true, { a: [1] });
  }
}

function objects({ properties, additionalProperties, required = [] }: ValueSchema): fc.Arbitrary<Json> {
  if (typeof additionalProperties === "object")
    return fc.dictionary(fc.constantFrom("a", "b.c/d", "e-f"), values(additionalProperties, ""), { minKeys: 1, maxKeys: 2 }).map(plain);
  const needed = [...required, ...expected].filter((name) => properties?.[name] !== undefined);
  const fields = Object.entries(properties ?? {}).map(([name, schema]) => {
    const any = values(schema, name);
    return [name, needed.includes(name) ? any.filter((value) => value !== 0) : any] as const;
  });
  const objectsOf = fc.record(Object.fromEntries(fields), { requiredKeys: needed });
  return objectsOf.filter((object) => Object.keys(object).length > 0).map(plain);
}

/** References without a name and templates without content are none; a quantity that is not there is written as zero by Go. */
const expected = ["apiVersion", "kind", "name", "spec", "divisor"];

function texts({ format }: ValueSchema, name: string): fc.Arbitrary<Json> {
  if (format === "date-time") return fc.constantFrom("2026-01-02T03:04:05Z");
  if (format === "byte") return fc.constantFrom("YQ==");
  if (durations.test(name)) return fc.constantFrom("0s", "1m30s", "1.9s", "20m0s", "100000h0m0s");
  return fc.constantFrom(...(name === "token" ? ["abcdef.0123456789abcdef"] : ["a", "b"]));
}

/** Admission refuses two items of one name, and the conversion of classes fails on them. */
function nameOf(item: Json): Json {
  return isObject(item) && item["name"] !== undefined ? item["name"] : JSON.stringify(item);
}

/** Generated objects have no prototype. */
function plain(value: object): JsonObject {
  return { ...value } as JsonObject;
}
