import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type BundleFiles,
  billType,
  type Manifest,
  mapLimited,
  type PublishTarget,
  parseOciRepository,
  provenanceType,
  type ReceivedRelease,
  RegistryError,
  repositoryOf,
} from "@cstack/bundle";
import { usageFailure } from "../failure.ts";
import { attestationName, readBundles } from "./sign-release.ts";

/** An artifact as somebody names it: `ghcr.io/org/cluster-stacks:docker-scs-1-36-v1`, or with `@sha256:...`. */
export interface ArtifactReference {
  host: string;
  repository: string;
  reference: string;
}

/** Reads a reference with a tag or a digest. */
export function parseArtifact(text: string): ArtifactReference {
  const [, name = "", reference = ""] =
    /^(.+)@(sha256:[0-9a-f]{64})$/.exec(text) ?? /^(.+):([A-Za-z0-9_][A-Za-z0-9._-]{0,127})$/.exec(text) ?? [];
  if (reference === "") throw usageFailure(`${text} is no directory, and names no tag or digest of a repository.`);
  return { ...parseOciRepository(name), reference };
}

/** Fetches an artifact with its layers and what is attached to it. */
export async function receiveArtifact(target: PublishTarget, reference: string): Promise<ReceivedRelease> {
  const repository = repositoryOf(target, "");
  const manifest = await repository.manifest(reference);
  if (manifest === undefined)
    throw new RegistryError("CS6020", `${target.transport.host}/${target.repository}`, `There is no ${reference}.`);
  const { config, layers } = JSON.parse(Buffer.from(manifest.bytes).toString("utf8")) as Manifest;
  const blobs = await mapLimited([config, ...layers], 4, async ({ digest }) => [digest, await repository.blob(digest)] as const);
  const content = new Map(blobs);
  const titled = layers.flatMap(({ digest, annotations }): [string, Uint8Array][] => {
    const title = annotations?.["org.opencontainers.image.title"];
    return title === undefined ? [] : [[title, content.get(digest)!]];
  });
  const isBundleOfFiles = titled.some(([name]) => name === "metadata.yaml");
  const attestations = await readBundles(target, "", manifest.digest);
  return { attestations, manifest: manifest.bytes, layers: content, ...(isBundleOfFiles ? { files: new Map(titled) } : {}) };
}

/** Reads the directory of a bundle; the attestation stands beside it unless it is named. */
export function readRelease(directory: string, attestation: string | undefined): ReceivedRelease {
  const name = directory.replace(/\/$/, "");
  const attested = attestation === undefined ? [provenanceType, billType].map((type) => attestationName(name, type)) : [attestation];
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files: BundleFiles = new Map(
    entries
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(join(directory, "x").length - 1), readFileSync(path)]),
  );
  return { attestations: attested.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8")), files };
}
