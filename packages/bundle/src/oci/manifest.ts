import { sha256 } from "../unit/checksums.ts";

/** OCI Image Format 1.1, descriptor.md: what a manifest says of a blob. */
export interface Descriptor {
  mediaType: string;
  /** `sha256:` and 64 hexadecimal digits. */
  digest: string;
  size: number;
  artifactType?: string;
  annotations?: Record<string, string>;
  /** The content itself, in base64; for very small blobs. */
  data?: string;
}

/** OCI Image Format 1.1, manifest.md, and image-index.md where `manifests` stands instead of config and layers. */
export interface Manifest {
  schemaVersion: 2;
  mediaType: string;
  artifactType?: string;
  config: Descriptor;
  layers: Descriptor[];
  subject?: Descriptor;
  annotations?: Record<string, string>;
}

export const mediaTypes = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  empty: "application/vnd.oci.empty.v1+json",
} as const;

/** A blob with what a manifest says of it. */
export interface Blob {
  descriptor: Descriptor;
  bytes: Uint8Array;
}

/** A manifest as it is pushed, with its blobs: everything that one tag stands for. */
export interface OciArtifact {
  /** Below the base repository; empty for the base itself. */
  path: string;
  tag: string;
  /** The digest that the tag will point at. */
  digest: string;
  mediaType: string;
  manifest: Uint8Array;
  blobs: Blob[];
}

/** A blob of text or bytes. */
export function blobOf(content: Uint8Array | string, mediaType: string, annotations?: Record<string, string>): Blob {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const descriptor = {
    mediaType,
    digest: `sha256:${sha256(bytes)}`,
    size: bytes.length,
    ...(annotations === undefined ? {} : { annotations }),
  };
  return { descriptor, bytes };
}

/** The empty configuration of artifacts that need none; its content stands in the descriptor (manifest.md, guidance for an empty descriptor). */
export function emptyConfig(): Blob {
  const { descriptor, bytes } = blobOf("{}", mediaTypes.empty);
  return { descriptor: { ...descriptor, data: Buffer.from(bytes).toString("base64") }, bytes };
}

interface SingleFile {
  path: string;
  tag: string;
  artifactType: string;
  layer: { name: string; mediaType: string; content: string };
}

/** An artifact of one file with its name as the title. */
export function singleFileArtifact({ path, tag, artifactType, layer }: SingleFile): OciArtifact {
  const title = { "org.opencontainers.image.title": layer.name };
  const layers = [blobOf(layer.content, layer.mediaType, title)];
  return artifactOf({ path, tag, artifactType, config: emptyConfig(), layers, annotations: {} });
}

interface ArtifactParts {
  path: string;
  tag: string;
  artifactType?: string;
  config: Blob;
  layers: Blob[];
  /** What the artifact is about, if it is attached to another one. */
  subject?: Descriptor;
  annotations: Record<string, string>;
}

/** Puts blobs under a manifest. The same parts give the same bytes: no time, and keys in a fixed order. */
export function artifactOf({ path, tag, artifactType, config, layers, subject, annotations }: ArtifactParts): OciArtifact {
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    ...(artifactType === undefined ? {} : { artifactType }),
    config: config.descriptor,
    layers: layers.map(({ descriptor }) => descriptor),
    ...(subject === undefined ? {} : { subject }),
    annotations,
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const blobs = [...new Map([config, ...layers].map((blob) => [blob.descriptor.digest, blob])).values()];
  return { path, tag, digest: `sha256:${sha256(bytes)}`, mediaType: mediaTypes.manifest, manifest: bytes, blobs };
}
