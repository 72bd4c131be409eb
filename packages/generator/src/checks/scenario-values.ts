import { type Json, type JsonObject, type KubernetesObject, validateVariables } from "@cstack/clusterclass";
import { coveringRows } from "./covering-rows.ts";

/** The keywords of an OpenAPI v3 schema, as ClusterClass variables have them, that say which values to try. */
export interface ValueSchema {
  type?: string;
  default?: Json;
  example?: Json;
  enum?: Json[];
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  required?: string[];
  maxProperties?: number;
  properties?: Record<string, ValueSchema>;
  items?: ValueSchema;
  additionalProperties?: ValueSchema | boolean;
}

/** Stands for a value that is not set. */
export const unset = Symbol("unset");
export type MaybeSet = Json | typeof unset;

/**
 * Values worth trying for a schema: default, example, `given` ones, every enum value, bounds, samples of formats, texts that break careless
 * templates, and for objects rows in which all pairs of values of their members stand together. Only values that the schema accepts.
 */
export function candidateValues(schema: ValueSchema, given: readonly Json[] = []): Json[] {
  const written = [schema.default, schema.example, ...given].filter((value) => value !== undefined);
  return distinct([...written, ...(schema.enum ?? valuesOfType(schema))]).filter(acceptedBy(schema));
}

function valuesOfType(schema: ValueSchema): Json[] {
  switch (schema.type) {
    case "boolean":
      return [false, true];
    case "integer":
    case "number":
      return numbers(schema);
    case "string":
      return texts(schema);
    case "array":
      return lists(schema);
    case "object":
      return schema.properties === undefined ? maps(schema) : objects(schema);
    default:
      return [];
  }
}

/** Both bounds, or small numbers where there are none. */
function numbers({ minimum, maximum }: ValueSchema): Json[] {
  if (minimum === undefined && maximum === undefined) return [0, 1];
  return [minimum, maximum].filter((value) => value !== undefined);
}

const formatSamples: Record<string, string[]> = {
  cidr: ["192.0.2.0/24", "2001:db8::/48"],
  date: ["2024-02-29"],
  "date-time": ["2024-02-29T12:00:00Z"],
  duration: ["90s"],
  email: ["someone@example.com"],
  hostname: ["host.example.com"],
  ipv4: ["192.0.2.1"],
  ipv6: ["2001:db8::1"],
  uri: ["https://example.com/path?query=1"],
  uuid: ["0a1b2c3d-0000-4000-8000-1234567890ab"],
};

/** Means something else to YAML than the text it is; a template that writes it without quoting shows. */
const awkwardText = `it's {a: "b"} #c`;
/** Longer texts only take time. */
const longestText = 300;

function texts({ format, minLength = 0, maxLength = longestText }: ValueSchema): Json[] {
  const samples = format === undefined ? undefined : formatSamples[format];
  if (samples !== undefined) return minLength === 0 ? ["", ...samples] : samples;
  return ["", "some-text", "true", awkwardText, "x".repeat(Math.min(maxLength, longestText))];
}

/** More items show nothing more. */
const longestList = 20;

function lists({ items, minItems = 0, maxItems = longestList }: ValueSchema): Json[] {
  const candidates = items === undefined ? [] : candidateValues(items);
  const length = Math.min(candidates.length, maxItems, longestList);
  const repeated = Array.from({ length: minItems }, (_, index) => candidates[index % candidates.length] ?? null);
  return [[], candidates.slice(0, 1), candidates.slice(0, length), repeated, candidates.toReversed().slice(0, length)];
}

const sampleKeys = ["key", "example.com/key"] as const;

/** Maps with keys of one's own choice. */
function maps({ additionalProperties }: ValueSchema): Json[] {
  if (typeof additionalProperties !== "object") return [{}, { key: "value" }];
  const values = candidateValues(additionalProperties);
  const all = values.slice(0, longestList).map((value, index) => [`${sampleKeys[1]}-${index}`, value] as const);
  return [{}, ...values.slice(0, 1).map((value) => ({ [sampleKeys[0]]: value })), Object.fromEntries(all)];
}

/** Objects within objects have many values, and pairs of all of those would take hours and show little. */
const mostPaired = 8;

/** Members in all pairs of their first values, each further value once; those that are not required also left out. */
function objects(schema: ValueSchema): Json[] {
  const required = new Set(schema.required);
  // Of more members than may be set, as many as may be are tried: those that must, and the first others.
  const entries = Object.entries(schema.properties ?? {}).toSorted(([a], [b]) => Number(required.has(b)) - Number(required.has(a)));
  const members = entries.slice(0, schema.maxProperties).map(([name, member]) => {
    const values: MaybeSet[] = candidateValues(member);
    return { name, values: required.has(name) ? values : [unset as MaybeSet, ...values] };
  });
  if (members.some(({ values }) => values.length === 0)) return [];
  const levels = members.map(({ values }) => values.length);
  const accepts = acceptedBy(schema);
  const objectOf = (row: readonly number[]) =>
    withoutUnset(members.map(({ name, values }, member): [string, MaybeSet] => [name, values[row[member]!]!]));
  const paired = levels.map((level) => Math.min(level, mostPaired));
  return [...coveringRows(paired), ...furtherRows(levels, paired)].flatMap((row) =>
    accepts(objectOf(row)) ? [objectOf(row)] : neighbours(row, paired).map(objectOf).filter(accepts),
  );
}

/** One row for each level that no pair has, beside first levels in turn. */
function furtherRows(levels: readonly number[], paired: readonly number[]): number[][] {
  return levels.flatMap((count, place) =>
    Array.from({ length: count - paired[place]! }, (_, number) =>
      paired.map((size, other) => (other === place ? size + number : number % size)),
    ),
  );
}

/**
 * Rows that differ in one place, one for each place and level. Where a rule over several members refuses a row, those that it accepts keep
 * all pairs of the row but the refused ones between them.
 */
function neighbours(row: readonly number[], levels: readonly number[]): number[][] {
  return row.flatMap((level, place) =>
    Array.from({ length: levels[place]! }, (_, other) => other).flatMap((other) => (other === level ? [] : [row.with(place, other)])),
  );
}

/** An object of the members that are set. */
export function withoutUnset(members: readonly (readonly [string, MaybeSet])[]): JsonObject {
  return Object.fromEntries(members.filter((member): member is [string, Json] => member[1] !== unset));
}

/** Whether a schema, defaults filled in, accepts a value: asked of the engine, rules included. */
export function acceptedBy(schema: ValueSchema): (value: Json) => boolean {
  const variable = { name: "value", required: true, schema: { openAPIV3Schema: schema } };
  const clusterClass = { ...objectOfKind("ClusterClass"), spec: { variables: [variable] } } as unknown as KubernetesObject;
  return (value) => {
    const cluster = { ...objectOfKind("Cluster"), spec: { topology: { variables: [{ name: "value", value }] } } };
    const { errors, unknown } = validateVariables(clusterClass, cluster as unknown as KubernetesObject);
    return errors.length === 0 && unknown.length === 0;
  };
}

function objectOfKind(kind: string): object {
  return { apiVersion: "cluster.x-k8s.io/v1beta2", kind, metadata: { name: "values", namespace: "default" } };
}

/** Values that differ, each once. */
export function distinct(values: readonly Json[]): Json[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
