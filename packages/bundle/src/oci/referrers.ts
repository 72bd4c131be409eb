import { type Descriptor, type Manifest, mediaTypes, type OciArtifact } from "./manifest.ts";
import { type PublishTarget, pushContent, repositoryOf, type Sent } from "./publish.ts";

interface ImageIndex {
  schemaVersion: 2;
  mediaType: string;
  manifests: Descriptor[];
}

/** What refers to a digest; `isIndexed` where the registry keeps the list itself. */
export interface Referrers {
  manifests: Descriptor[];
  isIndexed: boolean;
}

/** The tag that stands for the list where a registry keeps none (OCI Distribution 1.1, "Referrers Tag Schema"). */
export function referrersTag(digest: string): string {
  return digest.replace(":", "-");
}

/** Lists what refers to a digest, from the registry's own list, else from the tag that clients keep instead. */
export async function listReferrers(target: PublishTarget, path: string, digest: string): Promise<Referrers> {
  const repository = repositoryOf(target, path);
  const listed = await repository.referrers(digest);
  if (listed !== undefined) return { manifests: indexIn(listed).manifests, isIndexed: true };
  const kept = await repository.manifest(referrersTag(digest));
  return { manifests: kept === undefined ? [] : indexIn(kept.bytes).manifests, isIndexed: false };
}

function indexIn(bytes: Uint8Array): ImageIndex {
  const { manifests = [] } = JSON.parse(Buffer.from(bytes).toString("utf8")) as Partial<ImageIndex>;
  return { schemaVersion: 2, mediaType: mediaTypes.index, manifests };
}

/** Pushes an artifact about another one, and enters it into the list where the registry does not. */
export async function attach(target: PublishTarget, artifact: OciArtifact, sent: Sent): Promise<void> {
  const { subject, artifactType, annotations } = JSON.parse(Buffer.from(artifact.manifest).toString("utf8")) as Manifest;
  if (subject === undefined) throw new RangeError("an artifact is attached to another one, and this one names none");
  await pushContent(target, artifact, sent);
  const { manifests, isIndexed } = await listReferrers(target, artifact.path, subject.digest);
  if (isIndexed || manifests.some(({ digest }) => digest === artifact.digest)) return;
  const entry: Descriptor = {
    mediaType: artifact.mediaType,
    digest: artifact.digest,
    size: artifact.manifest.length,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(annotations === undefined ? {} : { annotations }),
  };
  const index: ImageIndex = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [...manifests, entry] };
  await repositoryOf(target, artifact.path).put(referrersTag(subject.digest), Buffer.from(JSON.stringify(index)), mediaTypes.index);
}
