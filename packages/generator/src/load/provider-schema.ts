import { isObject, type ProviderSchema } from "@cstack/clusterclass";
import { type Diagnostic, problem } from "@cstack/model";

/** Reads providers/<id>/schemas/*.json; what is not a generated schema is a diagnostic. */
export function readProviderSchema(path: string, text: string): { schema?: ProviderSchema; diagnostics: Diagnostic[] } {
  const content = parseJson(text);
  if (isProviderSchema(content)) return { schema: content, diagnostics: [] };
  const message =
    "The file is no schema that was generated: it needs apiVersion, kind, origin and schema. Run node scripts/provider-schemas.mjs.";
  return { diagnostics: [problem("CS1001", { file: path }, message)] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProviderSchema(content: unknown): content is ProviderSchema {
  if (!isObject(content)) return false;
  const { apiVersion, kind, origin, schema } = content;
  return typeof apiVersion === "string" && typeof kind === "string" && isObject(origin) && isObject(schema);
}
