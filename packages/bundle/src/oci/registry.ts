import { sha256 } from "../unit/checksums.ts";
import { type Blob, mediaTypes } from "./manifest.ts";
import { RegistryError } from "./registry-error.ts";
import type { Transport } from "./transport.ts";

/** A manifest as a registry gave it. */
export interface PulledManifest {
  bytes: Uint8Array;
  digest: string;
  mediaType: string;
}

/**
 * One repository of a registry, as far as releases need it. Written here because no kept package for Node pushes artifacts: `@sigstore/oci`
 * exports attaching to an image only, others were left years ago. Source: OCI Distribution 1.1.
 */
export class OciRepository {
  readonly name: string;
  readonly #transport: Transport;

  constructor(transport: Transport, name: string) {
    this.#transport = transport;
    this.name = name;
  }

  /** The digest behind a tag or a digest; undefined where there is none. */
  async resolve(reference: string): Promise<string | undefined> {
    const { status, headers } = await this.#request("HEAD", `manifests/${reference}`, {
      headers: { accept: acceptedManifests },
      expected: [404],
    });
    if (status === 404) return undefined;
    const digest = headers.get("docker-content-digest");
    // A registry that does not say it must be asked for the content.
    return digest ?? (await this.manifest(reference))?.digest;
  }

  /** A manifest; its content is checked where it was asked for by digest. */
  async manifest(reference: string): Promise<PulledManifest | undefined> {
    const answer = await this.#request("GET", `manifests/${reference}`, { headers: { accept: acceptedManifests }, expected: [404] });
    if (answer.status === 404) return undefined;
    const digest = `sha256:${sha256(answer.body)}`;
    if (reference.startsWith("sha256:") && reference !== digest) throw this.#otherContent(reference, digest);
    return { bytes: answer.body, digest, mediaType: answer.headers.get("content-type") ?? mediaTypes.manifest };
  }

  /** A blob, checked against its digest. */
  async blob(digest: string): Promise<Uint8Array> {
    const { body } = await this.#request("GET", `blobs/${digest}`);
    const found = `sha256:${sha256(body)}`;
    if (found !== digest) throw this.#otherContent(digest, found);
    return body;
  }

  /**
   * Uploads a blob unless it is there already; true where it was sent. The upload is one request after the one that opens it, and as a whole is
   * tried again: what an interrupted one left is the registry's to clean up.
   */
  async upload(blob: Blob): Promise<boolean> {
    // Releases share blobs, and while one is uploaded twice at a time, distribution's registry 2.8.2 may lack it for a moment after it said it was there.
    return this.#transport.once(`${this.name}@${blob.descriptor.digest}`, () => this.#upload(blob));
  }

  async #upload({ descriptor: { digest }, bytes }: Blob): Promise<boolean> {
    const { status } = await this.#request("HEAD", `blobs/${digest}`, { expected: [404] });
    if (status !== 404) return false;
    const opened = await this.#request("POST", "blobs/uploads/", { headers: { "content-length": "0" } });
    const location = opened.headers.get("location");
    if (location === null) throw new RegistryError("CS6020", this.name, "The registry opened an upload without saying where.");
    const target = new URL(location, "https://registry.invalid");
    target.searchParams.set("digest", digest);
    const path = target.hostname === "registry.invalid" ? `${target.pathname}${target.search}` : target.href;
    const sent = await this.#put(path, bytes, "application/octet-stream", [404, 416]);
    // The upload may have been closed by an attempt whose answer was lost.
    if (sent !== 404 && sent !== 416) return true;
    const again = await this.#request("HEAD", `blobs/${digest}`, { expected: [404] });
    if (again.status === 404) throw new RegistryError("CS6020", this.name, `The upload of ${digest} was lost.`, 404);
    return true;
  }

  /** The registry's own list of what refers to a digest; undefined where it keeps none (OCI Distribution 1.1, "Listing Referrers"). */
  async referrers(digest: string): Promise<Uint8Array | undefined> {
    const { status, body } = await this.#request("GET", `referrers/${digest}`, { headers: { accept: mediaTypes.index }, expected: [404] });
    return status === 404 ? undefined : body;
  }

  /** Puts a manifest under its digest or a tag. */
  async put(reference: string, manifest: Uint8Array, mediaType: string): Promise<void> {
    await this.#put(`/v2/${this.name}/manifests/${reference}`, manifest, mediaType);
  }

  async #put(path: string, body: Uint8Array, type: string, expected: readonly number[] = []): Promise<number> {
    const headers = { "content-type": type, "content-length": String(body.length) };
    const { status } = await this.#transport.request({ method: "PUT", path, scope: this.#scope, headers, body, expected });
    return status;
  }

  #request(method: string, path: string, more: { headers?: Record<string, string>; expected?: readonly number[] } = {}) {
    return this.#transport.request({ method, path: `/v2/${this.name}/${path}`, scope: this.#scope, ...more });
  }

  get #scope(): string {
    return `repository:${this.name}:pull,push`;
  }

  #otherContent(wanted: string, found: string): RegistryError {
    return new RegistryError("CS6022", `${this.#transport.host}/${this.name}`, `The registry gave ${found} for ${wanted}.`);
  }
}

const acceptedManifests = [mediaTypes.manifest, mediaTypes.index].join(", ");
