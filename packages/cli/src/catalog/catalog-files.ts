import { clusterJsonSchema, type JsonObject } from "@cstack/clusterclass";
import type { CatalogIndex as ReadIndex, UnitData } from "@cstack/configurator";
import { type PublishedUnit, publishedSchemas } from "@cstack/model";
import {
  attestationPath,
  catalogIndex,
  catalogOf,
  deliveryPath,
  documentPath,
  providerFactsPath,
  sourceSchemaPath,
  type UnitDocument,
  upgradePicture,
} from "@cstack/release";
import { catalogVersions, type DocumentSources } from "./catalog-versions.ts";
import { providerFacts } from "./provider-facts.ts";

/**
 * The files of a static catalog by path: `index.json`; for each unit and version a document, a schema of its Clusters for editors, and what the delivery
 * of its addons is made of; the schemas of source files and of documents; what the engine judges by for each provider; signed statements; and a picture of
 * the upgrades. Pure, and the same for the same sources.
 */
export function catalogFiles(sources: DocumentSources): Map<string, string> {
  const { repository, units, attestations } = sources;
  const versions = catalogVersions(sources);
  const documents = versions.map(({ document }) => document);
  const signed = new Set(documents.flatMap(({ files }) => [files.provenance, files.bill]));
  const statements = [...attestations].map(([file, text]): [string, string] => [attestationPath(file), text]);
  return new Map([
    ["index.json", json(catalogIndex(catalogOf(repository), documents) satisfies ReadIndex)],
    ["upgrades.md", `# Upgrades\n\n\`\`\`mermaid\n${upgradePicture(repository)}\`\`\`\n`],
    ...documents.map((document): [string, string] => [documentPath(document), json(document satisfies UnitData & PublishedUnit)]),
    ...documents.map((document): [string, string] => [document.files.clusterSchema, json(clusterSchemaOf(document))]),
    ...versions.flatMap(({ document, delivery }): [string, string][] =>
      delivery === undefined ? [] : [[deliveryPath(document), json(delivery)]],
    ),
    ...Object.entries(publishedSchemas).map(([name, schema]): [string, string] => [sourceSchemaPath(name), json(schema)]),
    ...[...providerFacts(units)].map(([provider, facts]): [string, string] => [providerFactsPath(provider), json(facts)]),
    ...statements.filter(([path]) => signed.has(path)),
  ]);
}

function clusterSchemaOf({ manifests, kubernetes }: UnitDocument): JsonObject {
  return clusterJsonSchema(manifests[0]!, { version: `v${kubernetes.version}` });
}

function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
