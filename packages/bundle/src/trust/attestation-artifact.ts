import { artifactOf, blobOf, type Descriptor, emptyConfig, type OciArtifact } from "../oci/manifest.ts";

/** Media type of Sigstore bundles (sigstore/protobuf-specs, bundle v0.3), also the artifact type of what is attached to an image. */
export const bundleMediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";

/** A signed statement as an artifact about another one, in the form in which cosign attaches bundles; it has no tag. */
export function attestationArtifact(subject: OciArtifact, bundle: string, predicateType: string): OciArtifact {
  const { path, digest, mediaType, manifest } = subject;
  return artifactOf({
    path,
    tag: "",
    artifactType: bundleMediaType,
    config: emptyConfig(),
    layers: [blobOf(bundle, bundleMediaType)],
    subject: { mediaType, digest, size: manifest.length },
    annotations: { "dev.sigstore.bundle.content": "dsse-envelope", "dev.sigstore.bundle.predicateType": predicateType },
  });
}

/** Whether a referrer is a Sigstore bundle, of whatever version. */
export function isBundle({ artifactType }: Descriptor): boolean {
  return artifactType?.startsWith("application/vnd.dev.sigstore.bundle.v") === true;
}
