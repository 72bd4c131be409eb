import { type OciArtifact, type PublishTarget, pushContent, repositoryOf, singleFileArtifact } from "@cstack/bundle";
import type { Catalog } from "@cstack/release";

/** The file of the catalog, for an artifact or any web server. */
export function catalogText(catalog: Catalog): string {
  return `${JSON.stringify(catalog, undefined, 1)}\n`;
}

/** The catalog as an artifact: one file, at a tag that moves with the ledger. */
export function catalogArtifact(catalog: Catalog): OciArtifact {
  const layer = { name: "index.json", mediaType: "application/vnd.cstack.catalog.v1+json", content: catalogText(catalog) };
  return singleFileArtifact({ path: "catalog", tag: "latest", artifactType: layer.mediaType, layer });
}

/** Publishes the catalog where it differs; its tag is the only one that moves. True where it was set. */
export async function publishCatalog(target: PublishTarget, catalog: Catalog): Promise<boolean> {
  const artifact = catalogArtifact(catalog);
  const repository = repositoryOf(target, artifact.path);
  if ((await repository.resolve(artifact.tag)) === artifact.digest) return false;
  await pushContent(target, artifact, { blobs: 0, manifests: 0, tags: 0, bytes: 0 });
  await repository.put(artifact.tag, artifact.manifest, artifact.mediaType);
  return true;
}
