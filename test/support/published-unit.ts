import { publishedSchemas } from "@cstack/model";
import { Ajv2020 } from "ajv/dist/2020.js";

/** What is wrong with a document of a catalog by the schema that is published for it. */
export function publishedUnitProblems(document: unknown): string[] {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  ajv.addKeyword("tsType");
  for (const schema of Object.values(publishedSchemas)) ajv.addSchema(schema);
  const validate = ajv.getSchema("unit-document.json")!;
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath}: ${message} ${JSON.stringify(params)}`);
}
