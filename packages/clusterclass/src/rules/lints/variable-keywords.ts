import type { FieldError } from "../../api/errors.ts";
import { isObject, type Json } from "../../api/json.ts";
import { childPath, indexPath, keyPath } from "../../schema/field-path.ts";
import { variableKeywords } from "../crd/variable-schema-fields.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { LintInput } from "./input.ts";

/** Below `properties` the CustomResourceDefinition leaves schemas open, and the Go types drop what they do not know. */
export const keywordLints: readonly Rule<LintInput>[] = [
  {
    id: "CC-L13",
    title: "Keywords of a variable's schema are known",
    source: clusterApi("internal/topology/variables/schema.go", "convertToAPIExtensionsJSONSchemaProps"),
    check: ({ spec }) =>
      (spec.variables ?? []).flatMap(({ name, schema }) =>
        unknownKeywords(schema.openAPIV3Schema, `${keyPath("spec.variables", name)}.schema.openAPIV3Schema`),
      ),
  },
];

function unknownKeywords(schema: Json | undefined, path: string): FieldError[] {
  if (!isObject(schema)) return [];
  const unknown = Object.keys(schema).filter((keyword) => !variableKeywords.has(keyword));
  return [
    ...unknown.map((keyword) => ({ field: childPath(path, keyword), message: "Cluster API does not know this keyword and drops it" })),
    ...nodesBelow(schema, path).flatMap(([child, at]) => unknownKeywords(child, at)),
  ];
}

function nodesBelow(schema: Record<string, Json>, path: string): [Json | undefined, string][] {
  const properties = isObject(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  const alternatives = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => {
    const parts = schema[keyword];
    return Array.isArray(parts) ? parts.map((part, i): [Json, string] => [part, indexPath(childPath(path, keyword), i)]) : [];
  });
  return [
    ...properties.map(([name, property]): [Json, string] => [property, keyPath(childPath(path, "properties"), name)]),
    ...["items", "additionalProperties", "not"].map((keyword): [Json | undefined, string] => [schema[keyword], childPath(path, keyword)]),
    ...alternatives,
  ];
}
