import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";

/** Files by path, as they are served. */
export type ServedFiles = ReadonlyMap<string, string | Uint8Array>;

/** A web server on the loopback address that serves files from memory, and tells pages about news. */
export interface SiteServer {
  address: string;
  replace: (files: ServedFiles) => void;
  /** Tells every open page: `catalog` where files changed, `problem` with a text where they cannot be made. */
  tell: (event: "catalog" | "problem", text: string) => void;
  close: () => Promise<void>;
}

/** Nothing from elsewhere, no inline script, no eval; a browser itself writes style attributes into what is edited. The same as in the page itself, for hosts that send no headers. */
const policy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const headers = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
};

/** The path that pages listen at for news; a page knows from `liveMark` that somebody tells. */
const eventsPath = "events";
const liveMark = `<meta name="cstack-events" content="${eventsPath}" />`;

/** Serves files at a port of the loopback address; 0 is any free one. */
export async function serveSite(first: ServedFiles, port: number): Promise<SiteServer> {
  let files = first;
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const path = pathOf(request, server);
    if (path === undefined) return refuse(response, 403, "This server answers to its own address only.");
    if (path === eventsPath) return listen(response, listeners);
    const content = files.get(path);
    if (content === undefined) return refuse(response, 404, "There is no such file.");
    response.writeHead(200, { ...headers, "content-type": types[extname(path)] ?? "application/octet-stream" });
    response.end(request.method === "HEAD" ? undefined : path === "index.html" ? live(content) : content);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    replace: (next) => {
      files = next;
    },
    tell: (event, text) => {
      for (const listener of listeners) listener.write(`event: ${event}\ndata: ${JSON.stringify(text)}\n\n`);
    },
    close: () =>
      new Promise((resolve) => {
        for (const listener of listeners) listener.end();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The path that is asked for. Another name for this address is refused: a page from elsewhere could have got itself that name. */
function pathOf({ headers: { host = "" }, url = "/" }: IncomingMessage, server: Server): string | undefined {
  const { port } = server.address() as AddressInfo;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return undefined;
  const { pathname } = new URL(url, "http://127.0.0.1");
  return pathname === "/" ? "index.html" : decodeURIComponent(pathname.slice(1));
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...headers, "content-type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}

function listen(response: ServerResponse, listeners: Set<ServerResponse>): void {
  response.writeHead(200, { ...headers, "content-type": "text/event-stream" });
  response.write(": here\n\n");
  listeners.add(response);
  response.on("close", () => listeners.delete(response));
}

function live(page: string | Uint8Array): string {
  return Buffer.from(page).toString("utf8").replace("</title>", `</title>\n    ${liveMark}`);
}
