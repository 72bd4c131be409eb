import fc from "fast-check";
import type { Json, JsonObject } from "../../../packages/clusterclass/src/api/json.ts";

/** A variable that a class may define, with values that its schema accepts. */
interface VariableKind {
  name: string;
  schema: JsonObject;
  value: fc.Arbitrary<Json>;
}

const text = fc.constantFrom("m1", "yes", "010", "a: b", "x-y.z", "", "true", "v1.36.1", "é", "1e3", "{{ x }}", "line\nbreak");
const integer = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(1000000, 2147483647, 4294967296));

/** The variables that generated classes choose from. */
export const variableKinds: readonly VariableKind[] = [
  { name: "flavor", schema: { type: "string" }, value: text },
  { name: "count", schema: { type: "integer" }, value: integer },
  { name: "ratio", schema: { type: "number" }, value: fc.constantFrom<Json>(0.5, 2, 1e6, -1.25) },
  { name: "enabled", schema: { type: "boolean" }, value: fc.boolean() },
  { name: "cidrs", schema: { type: "array", items: { type: "string" } }, value: fc.array(text, { maxLength: 3 }) },
  {
    name: "settings",
    schema: {
      type: "object",
      properties: {
        mirror: { type: "string" },
        insecure: { type: "boolean", default: false },
        ports: { type: "array", items: { type: "integer" } },
      },
    },
    value: fc.record(
      { mirror: text, insecure: fc.boolean(), ports: fc.array(integer, { maxLength: 2 }) },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Json>,
  },
  {
    name: "labels",
    schema: { type: "object", additionalProperties: { type: "string" } },
    value: fc.dictionary(fc.constantFrom("a", "b/c", "zone", "y"), text, { maxKeys: 3 }) as fc.Arbitrary<Json>,
  },
  {
    name: "free",
    schema: { "x-kubernetes-preserve-unknown-fields": true },
    value: fc.constantFrom<Json>(1, "a", [1, { b: null }], { c: { d: [] } }),
  },
];

export interface ClassVariables {
  definitions: JsonObject[];
  names: string[];
}

/** Definitions of some variables, required, optional or with a default. */
export const classVariables: fc.Arbitrary<ClassVariables> = fc
  .subarray([...variableKinds], { minLength: 1 })
  .chain((kinds) => fc.tuple(...kinds.map(definition)))
  .map((definitions) => ({ definitions, names: definitions.map(({ name }) => name as string) }));

function definition({ name, schema, value }: VariableKind): fc.Arbitrary<JsonObject> {
  return fc.tuple(fc.boolean(), fc.option(value, { nil: undefined })).map(([required, fallback]) => ({
    name,
    required: required && fallback === undefined,
    schema: { openAPIV3Schema: fallback === undefined ? schema : { ...schema, default: fallback } },
  }));
}

/** Values for variables: for the Cluster all that are required, for overrides any. */
export function clusterValues(definitions: readonly JsonObject[], all: boolean): fc.Arbitrary<JsonObject[]> {
  const values = definitions.map((variable) => {
    const { value } = variableKinds.find(({ name }) => name === variable["name"])!;
    const given = value.map((chosen) => ({ name: variable["name"]!, value: chosen }));
    return fc.option(given, { nil: undefined, freq: all && variable["required"] === true ? 50 : 2 });
  });
  return fc.tuple(...values).map((chosen) => chosen.filter((entry) => entry !== undefined));
}
