import type { ClusterClassSpec } from "../../api/cluster-class.ts";
import { formatCheck } from "../../schema/formats/formats.ts";
import { readSchema, type StructuralSchema } from "../../schema/index.ts";
import { propertyEntries, valueSchema } from "../../schema/structural-schema.ts";
import { finding, type JudgementFinding } from "../finding.ts";

/** Keywords by the types that they say something about; all others ignore them (JSON Schema; kube-openapi pkg/validation/validate). */
const keywordTypes: Readonly<Record<string, readonly string[]>> = {
  required: ["object"],
  properties: ["object"],
  additionalProperties: ["object"],
  minProperties: ["object"],
  maxProperties: ["object"],
  items: ["array"],
  minItems: ["array"],
  maxItems: ["array"],
  uniqueItems: ["array"],
  pattern: ["string"],
  minLength: ["string"],
  maxLength: ["string"],
  minimum: ["integer", "number"],
  maximum: ["integer", "number"],
  exclusiveMinimum: ["integer", "number"],
  exclusiveMaximum: ["integer", "number"],
  multipleOf: ["integer", "number"],
};

const numberFormats: Readonly<Record<string, readonly string[]>> = { integer: ["int32", "int64"], number: ["float", "double"] };

/** Constraints that constrain nothing (CC-J12), and variables that are required although they have a default (CC-J15). */
export function judgeVariableSchemas({ variables = [] }: ClusterClassSpec): JudgementFinding[] {
  return variables.flatMap(({ name, required, schema: { openAPIV3Schema } }, index) => {
    const field = `spec.variables[${index}]`;
    const schema = readSchema(openAPIV3Schema);
    const keywords = idleKeywords(schema, `${field}.schema.openAPIV3Schema`);
    if (!required || schema.default === undefined) return keywords;
    const message = `${name} has a default, so that no Cluster has to set it`;
    return [...keywords, finding("CC-J15", `${field}.required`, message)];
  });
}

function idleKeywords(schema: StructuralSchema, path: string): JudgementFinding[] {
  const { type = "" } = schema;
  const idle = Object.keys(schema).filter((keyword) => type !== "" && keywordTypes[keyword]?.includes(type) === false);
  const values = valueSchema(schema);
  return [
    ...idle.map((keyword) => finding("CC-J12", `${path}.${keyword}`, `${keyword} has no effect on ${article(type)} ${type}`)),
    ...idleFormat(schema, path),
    ...propertyEntries(schema).flatMap(([name, property]) => idleKeywords(property, `${path}.properties[${name}]`)),
    ...(schema.items === undefined ? [] : idleKeywords(schema.items, `${path}.items`)),
    ...(values === undefined ? [] : idleKeywords(values, `${path}.additionalProperties`)),
  ];
}

/** Formats that Kubernetes does not know for the type are dropped (apiextensions, pkg/apiserver/validation/formats.go). */
function idleFormat({ type = "", format = "" }: StructuralSchema, path: string): JudgementFinding[] {
  if (type === "" || format === "") return [];
  const known = type === "string" ? formatCheck(format) !== undefined : numberFormats[type]?.includes(format) === true;
  return known ? [] : [finding("CC-J12", `${path}.format`, `format ${format} has no effect on ${article(type)} ${type}`)];
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? "an" : "a";
}
