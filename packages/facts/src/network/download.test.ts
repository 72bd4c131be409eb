import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ChartServer } from "../testing/chart-server.ts";
import { type Download, download } from "./download.ts";
import { machineNetwork, type Network } from "./network.ts";

const body = "0123456789".repeat(100);
const etag = '"one"';
let server: ChartServer;
let waits: number[];
let network: Network;

beforeEach(async () => {
  server = new ChartServer();
  await server.start();
  waits = [];
  network = {
    ...machineNetwork({ policy: { attempts: 4, firstWait: 500, longestWait: 8000, idle: 600 } }),
    sleep: async (milliseconds) => void waits.push(milliseconds),
  };
});
afterEach(() => server.stop());

function get(path: string, digestKnown = false): Promise<Download> {
  return download({ url: `${server.url}${path}`, digestKnown, limit: 10_000 }, network);
}

function textOf(result: Download): string {
  if (!result.ok) throw new Error(result.reason);
  return Buffer.from(result.bytes).toString();
}

describe("a transfer", () => {
  it("that breaks goes on where it ended", async () => {
    server.on("/a", { headers: { etag }, body, breakAfter: 300 }, { headers: { etag }, body });
    expect(textOf(await get("/a"))).toBe(body);
    expect(server.requests.map(({ range }) => range)).toEqual([undefined, "bytes=300-"]);
    expect(waits).toEqual([500]);
  });

  it("begins again where the server has another version by then", async () => {
    const newer = "x".repeat(500);
    server.on("/a", { headers: { etag }, body, breakAfter: 300 }, { headers: { etag: '"two"' }, body: newer });
    expect(textOf(await get("/a"))).toBe(newer);
  });

  it("begins again where nothing says which version the bytes are of", async () => {
    server.on("/a", { body, breakAfter: 300 }, { body });
    expect(textOf(await get("/a"))).toBe(body);
    expect(server.requests.map(({ range }) => range)).toEqual([undefined, undefined]);
  });

  it("is asked to go on without a version where a digest decides in the end", async () => {
    server.on("/a", { body, breakAfter: 300 }, { headers: { etag }, body });
    expect(textOf(await get("/a", true))).toBe(body);
    expect(server.requests[1]?.range).toBe("bytes=300-");
  });

  it("that stalls is given up and goes on", async () => {
    server.on("/a", { headers: { etag }, body, stallAfter: 200 }, { headers: { etag }, body });
    expect(textOf(await get("/a"))).toBe(body);
    expect(server.requests[1]?.range).toBe("bytes=200-");
  });

  it("that is slow is waited for as long as something comes", async () => {
    server.on("/a", { body, pause: 80 });
    expect(textOf(await get("/a"))).toBe(body);
    expect(server.requests.length).toBe(1);
  });

  it("larger than the limit is refused at once", async () => {
    server.on("/a", { body: "x".repeat(20_000) });
    expect(await get("/a")).toMatchObject({ ok: false, reason: expect.stringContaining("larger than 10000 bytes") });
    expect(server.requests.length).toBe(1);
  });
});

describe("a server", () => {
  it("that is busy is asked again, with longer waits", async () => {
    server.on("/a", { status: 503 }, { status: 502 }, { body });
    expect(textOf(await get("/a"))).toBe(body);
    expect(waits).toEqual([500, 1000]);
  });

  it("is obeyed where it says how long to wait", async () => {
    server.on("/a", { status: 429, headers: { "retry-after": "3" } }, { body });
    await get("/a");
    expect(waits).toEqual([3000]);
  });

  it("that stays broken is given up after a few times", async () => {
    server.on("/a", { status: 500 });
    expect(await get("/a")).toMatchObject({ ok: false, status: 500, reason: "the server answers 500 (asked 4 times)" });
    expect(waits).toEqual([500, 1000, 2000]);
  });

  it("that has not got it is asked once", async () => {
    expect(await get("/none")).toMatchObject({ ok: false, status: 404 });
    expect(server.requests.length).toBe(1);
  });

  it("that is not there is named with the reason", async () => {
    const { url } = server;
    await server.stop();
    const result = await download({ url: `${url}/a`, limit: 10 }, network);
    expect(result).toMatchObject({ ok: false, reason: expect.stringMatching(/ECONNREFUSED.*asked 4 times/) });
    await server.start();
  });
});

describe("a redirect", () => {
  it("is followed, and credentials stay with their origin", async () => {
    const other = new ChartServer();
    await other.start();
    other.on("/b", { body });
    server.on("/a", { status: 307, headers: { location: `${other.url}/b` } });
    const result = await download({ url: `${server.url}/a`, headers: { authorization: "Bearer x" }, limit: 10_000 }, network);
    expect(textOf(result)).toBe(body);
    expect(server.requests[0]?.authorization).toBe("Bearer x");
    expect(other.requests[0]?.authorization).toBeUndefined();
    await other.stop();
  });

  it("that leads in a circle is refused", async () => {
    server.on("/a", { status: 302, headers: { location: "/a" } });
    expect(await get("/a")).toMatchObject({ ok: false, reason: expect.stringContaining("more than 5 times") });
  });
});

it("ends at once when it is interrupted", async () => {
  const interruption = new AbortController();
  server.on("/a", { body, stallAfter: 10 });
  const running = download({ url: `${server.url}/a`, limit: 10_000 }, { ...network, signal: interruption.signal });
  setTimeout(() => interruption.abort(new Error("interrupted")), 30);
  await expect(running).rejects.toThrow("interrupted");
});
