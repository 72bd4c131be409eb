import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTarGzFiles, sha256 } from "@cstack/bundle";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ChartServer } from "../../packages/facts/src/testing/chart-server.ts";
import { fixtureChart, fixtureIndex } from "../../packages/facts/src/testing/fixture-charts.ts";
import { serveChart, sha256Of } from "../../packages/facts/src/testing/oci-registry.ts";
import { copySourcesForCommands } from "../support/checkout-copy.ts";
import { cstack } from "../support/cstack.ts";

/** `cstack charts` and bundles with charts, against a Helm repository and a registry on the loopback interface. */

const unit = "docker-tiny-1-36";
const stack = 'id: tiny\ntitle: Tiny\nkubernetes: ["1.36"]\nproviders: {docker: {features: all, addons: [metrics-server]}}\n';
const versions = "addons/metrics-server/versions.yaml";
let folder = "";
let checkout = "";
let mirrors: string[] = [];
const server = new ChartServer();

interface ChartsOutput {
  charts: { addon: string; version: string; digest: string | null; state: string }[];
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cstack-charts-command-"));
  checkout = join(folder, "checkout");
  copySourcesForCommands(checkout, ["providers", "addons"]);
  mkdirSync(join(checkout, "stacks/tiny"), { recursive: true });
  writeFileSync(join(checkout, "stacks/tiny/stack.yaml"), stack);
  for (const addon of ["metrics-server", "yawol", "cilium"]) edit(`addons/${addon}/versions.yaml`, withoutDigests);
  await server.start();
  serveMetricsServer(fixtureChart("metrics-server", versionOf("metrics-server")));
  serveChart(server, "stackitcloud/charts/yawol-controller", versionOf("yawol"), fixtureChart("yawol-controller", versionOf("yawol")));
  mirrors = [
    ...["--mirror", `https://kubernetes-sigs.github.io/=${server.url}/`],
    ...["--mirror", `oci://ghcr.io/=${server.url.replace("http", "oci")}/`],
  ];
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function versionOf(addon: string): string {
  const file = parse(readFileSync(join(checkout, `addons/${addon}/versions.yaml`), "utf8")) as { versions: { chart: string }[] };
  return file.versions.at(-1)?.chart ?? "";
}

function serveMetricsServer(chart: Uint8Array): void {
  const entry = { version: versionOf("metrics-server"), url: "chart.tgz", digest: sha256Of(chart) };
  server.on("/metrics-server/index.yaml", { body: fixtureIndex("metrics-server", [entry]) });
  server.on("/metrics-server/chart.tgz", { body: chart });
}

function edit(path: string, change: (text: string) => string): void {
  const file = join(checkout, path);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

function withoutDigests(text: string): string {
  return text.replaceAll(/^ *digest: sha256:.*\n/gm, "");
}

function here(...args: string[]) {
  return cstack([...args, "--root", checkout]);
}

async function charts(verb: string, ...names: string[]) {
  const { status, stdout, stderr } = await here("charts", verb, ...names, ...mirrors, "-o", "json");
  return { status, stderr, charts: (JSON.parse(stdout) as ChartsOutput).charts };
}

describe("cstack charts lock", () => {
  it("records what a Helm repository and a registry serve, and leaves the rest of the files as it was", async () => {
    const before = readFileSync(join(checkout, versions), "utf8");
    const { status, charts: locked } = await charts("lock", "metrics-server", "yawol");
    expect(status).toBe(0);
    expect(locked.map(({ addon, state }) => `${addon} ${state}`)).toEqual(["metrics-server recorded", "yawol recorded"]);
    const after = readFileSync(join(checkout, versions), "utf8");
    expect(after).toContain(`    digest: ${locked[0]?.digest}\n`);
    expect(withoutDigests(after)).toBe(before);
  });

  it("has nothing to do a second time", async () => {
    server.requests.length = 0;
    expect((await charts("lock", "metrics-server")).charts[0]?.state).toBe("same");
    expect(server.requests).toEqual([]);
  });

  it("names the addons there are where one is unknown", async () => {
    const { status, stderr } = await here("charts", "lock", "metric-server");
    expect(status).toBe(2);
    expect(stderr).toContain('Unknown addon "metric-server". Known: metrics-server');
  });
});

describe("cstack charts check", () => {
  it("finds nothing where repositories have what is recorded", async () => {
    const { status, charts: checked } = await charts("check", "metrics-server", "yawol");
    expect(checked.map(({ state }) => state)).toEqual(["same", "same"]);
    expect(status).toBe(0);
  });

  it("names a chart whose archive was exchanged, and the place in the file", async () => {
    const original = fixtureChart("metrics-server", versionOf("metrics-server"));
    serveMetricsServer(fixtureChart("metrics-server", versionOf("metrics-server"), { "templates/extra.yaml": "" }));
    const { status, stderr, charts: checked } = await charts("check", "metrics-server");
    serveMetricsServer(original);
    expect(checked[0]?.state).toBe("changed");
    expect(status).toBe(1);
    expect(stderr).toMatch(/addons\/metrics-server\/versions\.yaml:\d+:\d+: error CS8002: /);
  });

  it("tells apart what nobody has recorded and what cannot be asked", async () => {
    const away = ["--mirror", "https://helm.cilium.io/=http://127.0.0.1:1/"];
    const unasked = await here("charts", "check", "cilium", ...away);
    expect(unasked.status).toBe(3);
    edit(versions, withoutDigests);
    const { status, stderr } = await charts("check", "metrics-server");
    expect(status).toBe(1);
    expect(stderr).toContain("CS8007");
    await charts("lock", "metrics-server");
  }, 60_000);
});

describe("a bundle with charts", () => {
  const build = (...more: string[]) => here("build", unit, "--next", "--out", join(folder, "out"), "-o", "json", ...more);

  it("is refused while a chart has no digest, or its archive is not here", async () => {
    edit(versions, withoutDigests);
    const { status, stderr } = await build("--vendor-charts");
    expect(status).toBe(1);
    expect(stderr).toContain("CS8007");
    await charts("lock", "metrics-server");
    edit(versions, (text) => text.replace(/(digest: sha256:).*/, `$1${"0".repeat(64)}`));
    expect((await build("--vendor-charts")).stderr).toContain("CS8008");
    edit(versions, withoutDigests);
    await charts("lock", "metrics-server");
  });

  it("has the archives where Helm looks for dependencies, and the name and content hash of one without", async () => {
    expect((await charts("vendor", unit)).charts.map(({ state }) => state)).toEqual(["cached"]);
    const plain = JSON.parse((await build()).stdout) as { units: { release: string; contentHash: string }[] };
    const { status, stdout, stderr } = await build("--vendor-charts");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const [built] = (JSON.parse(stdout) as typeof plain).units;
    expect(built).toMatchObject({ release: plain.units[0]?.release, contentHash: plain.units[0]?.contentHash });
    const archive = readFileSync(join(folder, "out", built?.release ?? "", `${unit}-cluster-addon-v1.tgz`));
    const vendored = readTarGzFiles(archive).get(`metrics-server/charts/metrics-server-${versionOf("metrics-server")}.tgz`);
    expect(sha256(vendored ?? "")).toBe(sha256(fixtureChart("metrics-server", versionOf("metrics-server"))));
  });
});
