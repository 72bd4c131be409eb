import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sha256 } from "../../unit/checksums.ts";

interface FakeAsset {
  id: number;
  name: string;
  size: number;
  state: string;
  digest: string;
}
interface FakeRelease {
  id: number;
  tag_name: string;
  name: string;
  target_commitish: string;
  draft: boolean;
  upload_url: string;
  assets: FakeAsset[];
}

/** The part of GitHub's API that releases need, in memory and on this machine; shapes as docs.github.com has them (REST API, releases). */
export class FakeGithub {
  readonly releases: FakeRelease[] = [];
  readonly requests: string[] = [];
  /** Decides by the number of the request, from 1, whether it breaks off before or after its effect. */
  fault: (number: number) => "lost request" | "lost answer" | "500" | undefined = () => undefined;
  readonly #server: Server;
  #ids = 0;

  constructor() {
    this.#server = createServer((request, response) => this.#serve(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this.url;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "", "http://github");
      this.requests.push(`${request.method} ${url.pathname.replace("/repos/org/stacks/", "")}`);
      const fault = this.fault(this.requests.length);
      if (fault === "lost request") return void request.socket.destroy();
      if (fault === "500") return void response.writeHead(500).end("{}");
      const isAllowed = request.headers.authorization === "Bearer t";
      const { status, body } = isAllowed
        ? this.#answer(request.method ?? "", url, Buffer.concat(chunks))
        : { status: 401, body: { message: "Bad credentials" } };
      if (fault === "lost answer") return void request.socket.destroy();
      response.writeHead(status, { "content-type": "application/json" }).end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  #answer(method: string, url: URL, content: Buffer): { status: number; body?: unknown } {
    const [, , , , kind = "", first = "", second = "", third = ""] = ["", ...url.pathname.split("/").slice(1)];
    if (method === "POST" && kind === "releases" && first === "") return this.#create(JSON.parse(content.toString()) as FakeRelease);
    if (method === "POST") return this.#upload(Number(first), url.searchParams.get("name") ?? "", content);
    if (method === "DELETE") return this.#remove(Number(second));
    if (method === "PATCH") return this.#publish(Number(first));
    if (first === "tags") return found(this.releases.find(({ tag_name: tag, draft }) => tag === (second || third) && !draft));
    const page = Number(url.searchParams.get("page"));
    return { status: 200, body: this.releases.slice((page - 1) * 100, page * 100) };
  }

  #create(release: FakeRelease): { status: number; body: unknown } {
    const id = ++this.#ids;
    const created = { ...release, id, assets: [], upload_url: `${this.url}/repos/org/stacks/releases/${id}/assets{?name,label}` };
    this.releases.unshift(created);
    return { status: 201, body: created };
  }

  #upload(id: number, name: string, content: Buffer): { status: number; body: unknown } {
    const release = this.releases.find((one) => one.id === id)!;
    if (release.assets.some((asset) => asset.name === name)) return { status: 422, body: { message: "Validation Failed" } };
    const asset = { id: ++this.#ids, name, size: content.length, state: "uploaded", digest: `sha256:${sha256(content)}` };
    release.assets.push(asset);
    return { status: 201, body: asset };
  }

  #remove(id: number): { status: number } {
    for (const release of this.releases) release.assets = release.assets.filter((asset) => asset.id !== id);
    return { status: 204 };
  }

  #publish(id: number): { status: number; body?: unknown } {
    const release = this.releases.find((one) => one.id === id);
    if (release !== undefined) release.draft = false;
    return found(release);
  }
}

function found(release: FakeRelease | undefined): { status: number; body: unknown } {
  return release === undefined ? { status: 404, body: { message: "Not Found" } } : { status: 200, body: release };
}
