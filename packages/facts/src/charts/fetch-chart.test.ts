import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { machineNetwork } from "../network/network.ts";
import { ChartServer } from "../testing/chart-server.ts";
import { fixtureChart, fixtureIndex } from "../testing/fixture-charts.ts";
import { askForToken, chartManifest, serveChart, sha256Of } from "../testing/oci-registry.ts";
import { ChartCache } from "./chart-cache.ts";
import { ChartSources } from "./chart-sources.ts";
import { type ChartStore, fetchChart } from "./fetch-chart.ts";
import type { ChartReference } from "./references.ts";

const chart = fixtureChart("hello", "1.0.0", { "README.md": "long ".repeat(2000) });
const digest = sha256Of(chart);
const other = sha256Of("other");

let server: ChartServer;
let folder: string;
let store: ChartStore;

beforeEach(async () => {
  server = new ChartServer();
  await server.start();
  folder = mkdtempSync(join(tmpdir(), "cstack-charts-"));
  const network = machineNetwork({ policy: { attempts: 3, firstWait: 1, longestWait: 10, idle: 10_000 } });
  store = { network, cache: new ChartCache(folder), sources: new ChartSources(network) };
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function reference(changes: Partial<ChartReference> = {}): ChartReference {
  const place = { file: "addons/hello/versions.yaml", line: 3 };
  return { addon: "hello", chart: "hello", repository: server.url, version: "1.0.0", digests: [], place, ...changes };
}

/** A Helm repository with the chart; `named` is the digest in its index. */
function serveRepository(named: string | undefined, ...reactions: Parameters<ChartServer["on"]>[1][]): void {
  const entry = { version: "1.0.0", url: "charts/hello-1.0.0.tgz", ...(named === undefined ? {} : { digest: named }) };
  server.on("/index.yaml", { body: fixtureIndex("hello", [entry]) });
  server.on("/charts/hello-1.0.0.tgz", ...(reactions.length === 0 ? [{ body: chart }] : reactions));
}

async function codes(changes: Partial<ChartReference> = {}): Promise<string[]> {
  const { value, diagnostics } = await fetchChart(reference(changes), store);
  expect(value).toBeUndefined();
  expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith(".tgz"))).toEqual([]);
  return diagnostics.map(({ code }) => code);
}

describe("a chart of a Helm repository", () => {
  it("is fetched once and kept by its digest", async () => {
    serveRepository(digest);
    expect(await fetchChart(reference(), store)).toEqual({ value: { digest, bytes: Buffer.from(chart), cached: false }, diagnostics: [] });
    server.requests.length = 0;
    expect((await fetchChart(reference({ digests: [digest] }), store)).value?.cached).toBe(true);
    expect(server.requests).toEqual([]);
  });

  it("is read where the repository names no digest", async () => {
    serveRepository(undefined);
    expect((await fetchChart(reference(), store)).value?.digest).toBe(digest);
  });

  it("is found behind a redirect", async () => {
    serveRepository(digest, { status: 302, headers: { location: "/elsewhere.tgz" } });
    server.on("/elsewhere.tgz", { body: chart });
    expect((await fetchChart(reference(), store)).value?.digest).toBe(digest);
  });

  it("arrives in spite of a broken transfer", async () => {
    serveRepository(digest, { headers: { etag: '"1"' }, body: chart, breakAfter: 100 }, { headers: { etag: '"1"' }, body: chart });
    expect((await fetchChart(reference(), store)).value?.digest).toBe(digest);
    expect(server.requests.at(-1)?.range).toBe("bytes=100-");
  });

  it("is refused where it is cut short without anybody saying so", async () => {
    serveRepository(digest, { body: chart.subarray(0, 200) });
    expect(await codes()).toEqual(["CS8003"]);
  });

  it("is refused where its digest is not the recorded one any more", async () => {
    serveRepository(digest);
    expect(await codes({ digests: [other] })).toEqual(["CS8002"]);
    // Nothing is fetched for that where the repository says so itself.
    expect(server.requests.map(({ path }) => path)).toEqual(["/index.yaml"]);
  });

  it("is refused for the same reason where only the archive shows it", async () => {
    serveRepository(undefined);
    expect(await codes({ digests: [other] })).toEqual(["CS8002"]);
  });

  it("is refused where rows record different digests", async () => {
    expect(await codes({ digests: [digest, other] })).toEqual(["CS8002"]);
  });

  it("is refused where the archive is another chart", async () => {
    const stranger = fixtureChart("hello", "9.9.9");
    serveRepository(sha256Of(stranger), { body: stranger });
    expect(await codes()).toEqual(["CS8006"]);
  });

  it("is missing where the index or the server has not got it", async () => {
    serveRepository(digest, { status: 404 });
    expect(await codes()).toEqual(["CS8001"]);
    expect(await codes({ version: "2.0.0" })).toEqual(["CS8001"]);
  });

  it("is unknown where the server cannot be asked or gives something else", async () => {
    expect(await codes({ repository: "http://127.0.0.1:1" })).toEqual(["CS8004"]);
    server.on("/page/index.yaml", { body: "<html>" });
    expect(await codes({ repository: `${server.url}/page` })).toEqual(["CS8005"]);
  });
});

describe("a chart of a registry", () => {
  const inRegistry = (): ChartReference => reference({ repository: `${server.url.replace("http", "oci")}/team` });

  it("is fetched by the digest in its manifest", async () => {
    serveChart(server, "team/hello", "1.0.0", chart);
    expect((await fetchChart(inRegistry(), store)).value?.digest).toBe(digest);
  });

  it("is fetched with a token where the registry wants one", async () => {
    askForToken(server, "team/hello", "1.0.0", chart);
    expect((await fetchChart(inRegistry(), store)).value?.digest).toBe(digest);
    expect(server.requests.map(({ authorization }) => authorization)).toEqual([
      undefined,
      undefined,
      "Bearer for-readers",
      "Bearer for-readers",
    ]);
  });

  it("is missing where there is no such tag", async () => {
    expect(await codes(inRegistry())).toEqual(["CS8001"]);
  });

  it("is refused where the tag is of an image", async () => {
    const manifest = chartManifest(chart, { config: "application/vnd.oci.image.config.v1+json" });
    serveChart(server, "team/hello", "1.0.0", chart, manifest);
    expect(await codes(inRegistry())).toEqual(["CS8005"]);
  });

  it("is refused where the tag was moved", async () => {
    serveChart(server, "team/hello", "1.0.0", chart);
    expect(await codes({ ...inRegistry(), digests: [other] })).toEqual(["CS8002"]);
  });

  it("is asked for at the mirror of its registry", async () => {
    serveChart(server, "cache/team/hello", "1.0.0", chart);
    const mirror = { from: "oci://registry.example.com/", to: `${server.url.replace("http", "oci")}/cache/` };
    const network = { ...store.network, mirrors: [mirror] };
    const mirroredStore = { ...store, network, sources: new ChartSources(network) };
    const result = await fetchChart(reference({ repository: "oci://registry.example.com/team" }), mirroredStore);
    expect(result.value?.digest).toBe(digest);
  });
});

it("asks for an index once, however many charts of it are wanted", async () => {
  serveRepository(digest);
  await Promise.all([fetchChart(reference(), store), fetchChart(reference(), store)]);
  expect(server.requests.filter(({ path }) => path === "/index.yaml").length).toBe(1);
});
