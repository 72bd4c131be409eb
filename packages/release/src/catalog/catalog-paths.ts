interface UnitVersion {
  unit: string;
  /** In dot form. */
  version: string;
}

/** Path of a document from the root of a catalog, as are all paths here. */
export function documentPath({ unit, version }: UnitVersion): string {
  return `units/${unit}/${version}.json`;
}

/** JSON Schema of a Cluster of one version of a unit. */
export function clusterSchemaPath({ unit, version }: UnitVersion): string {
  return `units/${unit}/${version}.cluster.schema.json`;
}

/** What the delivery of the addons of one version of a unit is made of. */
export function deliveryPath({ unit, version }: UnitVersion): string {
  return `units/${unit}/${version}.delivery.json`;
}

/** JSON Schema of a kind of source file. */
export function sourceSchemaPath(name: string): string {
  return `schemas/${name}.json`;
}

/** What is known of a provider's kinds. */
export function providerFactsPath(provider: string): string {
  return `providers/${provider}.json`;
}

/** A signed statement about a release, under the name of its file. */
export function attestationPath(file: string): string {
  return `attestations/${file}`;
}
