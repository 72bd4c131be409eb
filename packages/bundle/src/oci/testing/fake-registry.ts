import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Manifest } from "../manifest.ts";

/**
 * What the registry does to a request instead of answering it: an answer with a status, or the connection is closed before the request has had
 * its effect (`lost request`), or after it (`lost answer`).
 */
export type Fault = { status: number; headers?: Record<string, string> } | "lost request" | "lost answer" | undefined;

interface StoredManifest {
  bytes: Buffer;
  type: string;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Buffer;
}

/** A registry in memory on this machine, strict where real ones are: content fits its digest, and a manifest's blobs are there before it. */
export class FakeRegistry {
  readonly blobs = new Map<string, Buffer>();
  /** Manifests by `<repository>:<tag or digest>`. */
  readonly manifests = new Map<string, StoredManifest>();
  /** Methods and paths of all requests. */
  readonly requests: string[] = [];
  /** The header Authorization of all requests. */
  readonly authorizations: (string | undefined)[] = [];
  /** Decides by the number of the request, from 1. */
  fault: (number: number) => Fault = () => undefined;
  /** Answers before everything else: a challenge, a redirect. */
  guard: (request: IncomingMessage) => Answer | undefined = () => undefined;
  readonly #server: Server;
  #uploads = 0;

  constructor() {
    this.#server = createServer((request, response) => this.#serve(request, response));
  }

  /** Starts to listen; gives host and port. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Tags of all repositories, sorted. */
  tags(): string[] {
    return [...this.manifests.keys()].filter((key) => !key.includes("sha256:")).sort();
  }

  /** Tags whose manifest lacks a blob. */
  incompleteTags(): string[] {
    return this.tags().filter((tag) => this.#missingBlobs(this.manifests.get(tag)!.bytes).length > 0);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      this.requests.push(`${request.method} ${path.replace(/\?.*/, "")}`);
      this.authorizations.push(request.headers.authorization);
      const fault = this.fault(this.requests.length);
      if (fault === "lost request") return void request.socket.destroy();
      if (typeof fault === "object") return send(response, fault);
      const answer = this.guard(request) ?? this.#answer(request, new URL(path, "http://registry"), Buffer.concat(chunks));
      if (fault === "lost answer") return void request.socket.destroy();
      send(response, answer);
    });
  }

  #answer({ method = "", headers }: IncomingMessage, url: URL, body: Buffer): Answer {
    const [, repository = "", kind = "", reference = ""] =
      /^\/v2\/(.+)\/(manifests|blobs)\/(.+)$/.exec(url.pathname) ?? /^\/v2\/(.+)\/(blobs)\/(uploads\/)$/.exec(url.pathname) ?? [];
    if (kind === "manifests")
      return method === "PUT"
        ? this.#putManifest(repository, reference, body, String(headers["content-type"]))
        : this.#manifest(repository, reference);
    if (kind === "blobs" && method === "POST")
      return { status: 202, headers: { location: `/v2/${repository}/blobs/uploads/${++this.#uploads}?state=x` } };
    if (kind === "blobs" && method === "PUT") return this.#putBlob(url.searchParams.get("digest") ?? "", body);
    const blob = this.blobs.get(reference);
    return kind === "blobs" && blob !== undefined ? { status: 200, body: blob } : { status: 404 };
  }

  #manifest(repository: string, reference: string): Answer {
    const stored = this.manifests.get(`${repository}:${reference}`);
    if (stored === undefined) return { status: 404 };
    return { status: 200, headers: { "content-type": stored.type, "docker-content-digest": digestOf(stored.bytes) }, body: stored.bytes };
  }

  #putManifest(repository: string, reference: string, bytes: Buffer, type: string): Answer {
    const digest = digestOf(bytes);
    if (reference.startsWith("sha256:") && reference !== digest) return refusal("DIGEST_INVALID");
    if (this.#missingBlobs(bytes).length > 0) return refusal("MANIFEST_BLOB_UNKNOWN");
    for (const key of [reference, digest]) this.manifests.set(`${repository}:${key}`, { bytes, type });
    return { status: 201, headers: { "docker-content-digest": digest } };
  }

  #putBlob(digest: string, bytes: Buffer): Answer {
    if (digestOf(bytes) !== digest) return refusal("DIGEST_INVALID");
    this.blobs.set(digest, bytes);
    return { status: 201 };
  }

  #missingBlobs(bytes: Buffer): string[] {
    const { config, layers = [] } = JSON.parse(bytes.toString("utf8")) as Partial<Manifest>;
    return [...(config === undefined ? [] : [config]), ...layers].map(({ digest }) => digest).filter((digest) => !this.blobs.has(digest));
  }
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function refusal(code: string): Answer {
  return { status: 400, body: Buffer.from(JSON.stringify({ errors: [{ code, message: "refused" }] })) };
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}
