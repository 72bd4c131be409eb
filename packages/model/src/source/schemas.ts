import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addon from "../../schemas/addon.json" with { type: "json" };
import addonVersions from "../../schemas/addon-versions.json" with { type: "json" };
import chartFacts from "../../schemas/chart-facts.json" with { type: "json" };
import clusterValues from "../../schemas/cluster-values.json" with { type: "json" };
import common from "../../schemas/common.json" with { type: "json" };
import earlierSettings from "../../schemas/earlier-settings.json" with { type: "json" };
import feature from "../../schemas/feature.json" with { type: "json" };
import infrastructureApi from "../../schemas/infrastructure-api.json" with { type: "json" };
import managers from "../../schemas/managers.json" with { type: "json" };
import migration from "../../schemas/migration.json" with { type: "json" };
import prepare from "../../schemas/prepare.json" with { type: "json" };
import provider from "../../schemas/provider.json" with { type: "json" };
import providerVersions from "../../schemas/provider-versions.json" with { type: "json" };
import release from "../../schemas/release.json" with { type: "json" };
import releaseNotice from "../../schemas/release-notice.json" with { type: "json" };
import stack from "../../schemas/stack.json" with { type: "json" };
import unitDocument from "../../schemas/unit-document.json" with { type: "json" };

/** Schemas of the source files by name; `$id` is the file name under packages/model/schemas. */
export const sourceSchemas = {
  stack,
  provider,
  "provider-versions": providerVersions,
  prepare,
  managers,
  feature,
  addon,
  "addon-versions": addonVersions,
  "cluster-values": clusterValues,
  "chart-facts": chartFacts,
  "infrastructure-api": infrastructureApi,
  release,
  "release-notice": releaseNotice,
  "earlier-settings": earlierSettings,
  migration,
} as const;

/** Every schema of source files by the name of its file, with what the others refer to: together in one folder they are complete. */
export const schemaFiles: Readonly<Record<string, object>> = { common, ...sourceSchemas };

/** All that is published: those, and the schema of a unit's document in a catalog. */
export const publishedSchemas: Readonly<Record<string, object>> = { ...schemaFiles, "unit-document": unitDocument };

export type SchemaName = keyof typeof sourceSchemas;

let ajv: Ajv2020 | undefined;

/** The compiled validator of a schema; compiled at first use, because most commands need only a few of them. */
export function schemaValidator(name: SchemaName): { validate: ValidateFunction; ajv: Ajv2020 } {
  ajv ??= compiler();
  const validate = ajv.getSchema(`${name}.json`);
  if (validate === undefined) throw new Error(`schema ${name}.json is not registered`);
  return { validate, ajv };
}

function compiler(): Ajv2020 {
  const fresh = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true });
  // Tells the type generator that a value may be anything.
  fresh.addKeyword("tsType");
  for (const schema of Object.values(schemaFiles)) fresh.addSchema(schema);
  return fresh;
}
