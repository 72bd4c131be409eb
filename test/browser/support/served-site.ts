import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { root } from "../../support/repository.ts";

/** Something that serves the pages, until it is stopped. */
export interface ServedSite {
  address: string;
  stop: () => Promise<void>;
}

const program = join(root, "packages/cli/bin/cstack.mjs");

/** Starts `cstack ui` for a checkout, and waits for its address. */
export async function startUi(checkout: string): Promise<ServedSite> {
  const server = spawn(process.execPath, [program, "ui", "--no-open", "--root", checkout], { stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  server.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const address = await new Promise<string>((resolve, reject) => {
    server.stdout.on("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    server.once("exit", (code) => reject(new Error(`cstack ui ended with ${code}: ${said.join("")}`)));
  });
  return { address, stop: () => ended(server) };
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.once("exit", () => resolve());
    server.kill("SIGINT");
  });
}

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json" };

/** Serves a folder below a path as the simplest of web servers would: without headers of its own. */
export async function serveFolder(folder: string, path: string): Promise<ServedSite> {
  const server = createServer(({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const file = join(folder, pathname.slice(path.length) || "index.html");
    if (!pathname.startsWith(path) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": types[extname(file)] ?? "text/plain" }).end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
