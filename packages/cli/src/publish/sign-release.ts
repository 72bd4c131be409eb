import { createPublicKey, type KeyObject } from "node:crypto";
import {
  attach,
  attestationArtifact,
  isBundle,
  listReferrers,
  type Manifest,
  type OciArtifact,
  type PublishTarget,
  provenanceOf,
  type ReleaseArtifacts,
  type ReleaseOrigin,
  type ReleaseParameters,
  repositoryOf,
  type Sent,
  signStatement,
  verifyAttestation,
} from "@cstack/bundle";

/** How releases are signed: with a key, and with what is said about their origin beside the commit. */
export interface Signing extends Omit<ReleaseOrigin, "commit"> {
  key: KeyObject;
  /** Gets the signed provenance of every release, new or not. */
  keep?: (release: string, bundle: string) => void;
}

/** Attaches the signed provenance of a release to each of its artifacts. One that is there and counts is used again, so that a second run sends nothing. */
export async function attachProvenance(
  target: PublishTarget,
  artifacts: ReleaseArtifacts,
  parameters: ReleaseParameters,
  { key, keep, ...origin }: Signing & ReleaseOrigin,
  sent: Sent,
): Promise<void> {
  const existing = await signedBefore(target, artifacts.operator, createPublicKey(key));
  const bundle = existing ?? (await signStatement(provenanceOf(artifacts, parameters, origin), key));
  keep?.(artifacts.operator.tag, bundle);
  for (const artifact of Object.values(artifacts) as OciArtifact[]) await attach(target, attestationArtifact(artifact, bundle), sent);
}

/** A bundle at an artifact that the key has signed and that is about it. */
export async function signedBefore(
  target: PublishTarget,
  { path, digest }: Pick<OciArtifact, "path" | "digest">,
  publicKey: KeyObject,
): Promise<string | undefined> {
  for (const bundle of await readBundles(target, path, digest)) {
    const verified = await verifyAttestation(bundle, publicKey);
    if ("statement" in verified && verified.statement.subject.some((one) => `sha256:${one.digest.sha256}` === digest)) return bundle;
  }
  return undefined;
}

/** The Sigstore bundles that are attached to a digest. */
export async function readBundles(target: PublishTarget, path: string, digest: string): Promise<string[]> {
  const { manifests } = await listReferrers(target, path, digest);
  const repository = repositoryOf(target, path);
  return Promise.all(
    manifests.filter(isBundle).map(async (referrer) => {
      const manifest = await repository.manifest(referrer.digest);
      const [layer] = manifest === undefined ? [] : (JSON.parse(Buffer.from(manifest.bytes).toString("utf8")) as Manifest).layers;
      return layer === undefined ? "" : Buffer.from(await repository.blob(layer.digest)).toString("utf8");
    }),
  );
}
