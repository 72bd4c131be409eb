import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { moduleFolder } from "@cstack/smoke";
import { execa } from "execa";

/** A part of an OpenAPI document, or of a JSON Schema. */
type Schema = { [keyword: string]: unknown };

interface OpenApi {
  components?: { schemas?: Record<string, Schema> };
}

interface GroupVersionKind {
  group: string;
  version: string;
  kind: string;
}

/** What kubeconform says of one object. */
export interface Verdict {
  kind: string;
  name: string;
  version: string;
  status: "statusValid" | "statusInvalid" | "statusError" | "statusSkipped";
  msg: string;
}

/** Where kubeconform finds a schema below the folder, as Go template of its option -schema-location; of the core API it takes the version for the group. */
const location = "{{.Group}}_{{.ResourceAPIVersion}}_{{.ResourceKind}}.json";

/**
 * JSON Schemas of all kinds of one Kubernetes version, made of the OpenAPI documents that its API server serves at /openapi/v3: they come with the
 * sources as a Go module (k8s.io/kubernetes, api/openapi-spec/v3). Fields that no schema names are refused.
 * @param version as in "1.36.4"
 */
export async function writePublishedSchemas(go: string, version: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const documents = join(await moduleFolder(go, { module: "k8s.io/kubernetes", version: `v${version}` }), "api/openapi-spec/v3");
  for (const file of readdirSync(documents).filter((name) => name.endsWith("_openapi.json"))) {
    const { components = {} } = JSON.parse(readFileSync(join(documents, file), "utf8")) as OpenApi;
    const schemas = Object.entries(components.schemas ?? {});
    const definitions = Object.fromEntries(schemas.map(([name, schema]) => [name, strict(schema)]));
    for (const [name, schema] of schemas) {
      for (const { group, version: apiVersion, kind } of (schema["x-kubernetes-group-version-kind"] ?? []) as GroupVersionKind[]) {
        const standalone = { $ref: `#/definitions/${name}`, definitions };
        writeFileSync(join(folder, `${group || apiVersion}_${apiVersion}_${kind.toLowerCase()}.json`), JSON.stringify(standalone));
      }
    }
  }
}

/** Judges objects by the schemas in a folder; kinds without a schema are skipped, which their verdict says. */
export async function judgeBySchemas(kubeconform: string, folder: string, objects: readonly unknown[]): Promise<Verdict[]> {
  const args = ["-output", "json", "-verbose", "-ignore-missing-schemas", "-schema-location", join(folder, location), "-"];
  const input = objects.map((object) => JSON.stringify(object, withoutNull)).join("\n---\n");
  const { stdout } = await execa(kubeconform, args, { input, reject: false });
  return (JSON.parse(stdout) as { resources: Verdict[] }).resources;
}

/** A null is no value for the API server, which drops it. */
function withoutNull(_name: string, value: unknown): unknown {
  return value === null ? undefined : value;
}

/** The schema as JSON Schema: references point into the same file, and a map with known fields has no others. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (keyword === "$ref") return [keyword, String(value).replace("#/components/schemas/", "#/definitions/")];
    // A property may have the name of a keyword.
    if (keyword === "properties")
      return [keyword, Object.fromEntries(Object.entries(value as Schema).map(([name, of]) => [name, strict(of)]))];
    return [keyword, keyword === "default" || keyword === "enum" ? value : strict(value)];
  });
  const isClosed = "properties" in schema && !("additionalProperties" in schema);
  return { ...Object.fromEntries(entries), ...(isClosed ? { additionalProperties: false } : {}) };
}
