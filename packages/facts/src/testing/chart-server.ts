import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a server does with one request for a path. */
export interface Reaction {
  status?: number;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  /** Breaks the connection behind so many bytes of the body, although more were promised. */
  breakAfter?: number;
  /** Sends so many bytes and then nothing more. */
  stallAfter?: number;
  /** Milliseconds between pieces of a few bytes. */
  pause?: number;
}

export interface SeenRequest {
  path: string;
  range: string | undefined;
  authorization: string | undefined;
}

/** A server on the loopback interface that does what a test says. Ranges are served where the reaction has an ETag, as by static file servers. */
export class ChartServer {
  readonly requests: SeenRequest[] = [];
  readonly #reactions = new Map<string, Reaction[]>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** Starts to listen; gives the URL without a slash at its end. */
  async start(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return this.url;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** What happens to requests for a path, one reaction after the other; the last one stays. */
  on(path: string, ...reactions: Reaction[]): void {
    this.#reactions.set(path, reactions);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    const { range, authorization } = request.headers;
    this.requests.push({ path, range, authorization });
    const left = this.#reactions.get(path) ?? [{ status: 404 }];
    const reaction = left.length > 1 ? left.shift() : left[0];
    await react(response, reaction ?? {}, range, request.headers["if-range"]);
  }
}

async function react(response: ServerResponse, reaction: Reaction, range: string | undefined, ifRange: unknown): Promise<void> {
  const { status = 200, headers = {}, body = "", breakAfter, stallAfter, pause } = reaction;
  const whole = Buffer.from(body);
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  const partial = start > 0 && headers["etag"] !== undefined && (ifRange === undefined || ifRange === headers["etag"]);
  const sent = partial ? whole.subarray(start) : whole;
  const rangeHeaders = partial ? { "content-range": `bytes ${start}-${whole.length - 1}/${whole.length}` } : {};
  response.writeHead(partial ? 206 : status, { "content-length": sent.length, ...headers, ...rangeHeaders });
  if (breakAfter !== undefined) response.write(sent.subarray(0, breakAfter), () => response.socket?.destroySoon());
  else if (stallAfter !== undefined) response.write(sent.subarray(0, stallAfter));
  else if (pause !== undefined) await inPieces(response, sent, pause);
  else response.end(sent);
}

async function inPieces(response: ServerResponse, body: Buffer, pause: number): Promise<void> {
  const size = Math.ceil(body.length / 10);
  for (let start = 0; start < body.length; start += size) {
    response.write(body.subarray(start, start + size));
    await new Promise((done) => setTimeout(done, pause));
  }
  response.end();
}
