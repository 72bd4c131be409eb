import type { OciArtifact } from "./manifest.ts";
import { mapLimited } from "./map-limited.ts";
import { OciRepository } from "./registry.ts";
import { RegistryError } from "./registry-error.ts";
import type { Transport } from "./transport.ts";

/** Where releases are published: a registry and the repository below which all paths are. */
export interface PublishTarget {
  transport: Transport;
  repository: string;
}

/** What a tag should stand for, without the content. */
export type ArtifactName = Pick<OciArtifact, "path" | "tag" | "digest">;

/** What was sent for artifacts; everything else was there already. */
export interface Sent {
  blobs: number;
  manifests: number;
  tags: number;
  bytes: number;
}

/** The repository of an artifact below the base. */
export function repositoryOf({ transport, repository }: PublishTarget, path: string): OciRepository {
  return new OciRepository(transport, path === "" ? repository : `${repository}/${path}`);
}

/**
 * Which of these tags a registry lacks. A tag with another content is never moved.
 * @throws RegistryError CS6021
 */
export async function missingTags(target: PublishTarget, names: readonly ArtifactName[]): Promise<ArtifactName[]> {
  const found = await Promise.all(names.map(({ path, tag }) => repositoryOf(target, path).resolve(tag)));
  return names.filter((name, index) => {
    const digest = found[index];
    if (digest === undefined || digest === name.digest) return digest === undefined;
    const place = `${target.transport.host}/${repositoryOf(target, name.path).name}:${name.tag}`;
    throw new RegistryError("CS6021", place, `The tag stands for ${digest}, and the release is ${name.digest}.`);
  });
}

/**
 * Pushes what belongs together: first all blobs, then the manifests under their digests, and only when everything is there the tags, in the order
 * of the artifacts; `beforeTags` attaches what belongs to them. Whoever is interrupted leaves nothing that can be found by a tag and is not complete; the next run sends only what is missing.
 * @throws RegistryError
 */
export async function pushArtifacts(
  target: PublishTarget,
  artifacts: readonly OciArtifact[],
  beforeTags: (sent: Sent) => Promise<void> = async () => {},
): Promise<Sent> {
  const missing = new Set((await missingTags(target, artifacts)).map(({ path, tag }) => `${path}:${tag}`));
  const wanted = artifacts.filter(({ path, tag }) => missing.has(`${path}:${tag}`));
  const sent: Sent = { blobs: 0, manifests: 0, tags: 0, bytes: 0 };
  for (const artifact of wanted) await pushContent(target, artifact, sent);
  await beforeTags(sent);
  for (const { path, tag, manifest, mediaType } of wanted) {
    await repositoryOf(target, path).put(tag, manifest, mediaType);
    sent.tags++;
  }
  return sent;
}

const blobsAtATime = 4;

/** Pushes the content of an artifact, which then can be found by its digest only. */
export async function pushContent(
  target: PublishTarget,
  { path, digest, manifest, mediaType, blobs }: OciArtifact,
  sent: Sent,
): Promise<void> {
  const repository = repositoryOf(target, path);
  const uploaded = await mapLimited(blobs, blobsAtATime, (blob) => repository.upload(blob));
  for (const [index, { bytes }] of blobs.entries()) {
    if (uploaded[index] !== true) continue;
    sent.blobs++;
    sent.bytes += bytes.length;
  }
  if ((await repository.resolve(digest)) !== undefined) return;
  await repository.put(digest, manifest, mediaType);
  sent.manifests++;
}
