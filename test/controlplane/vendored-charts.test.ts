import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readTarGzFiles } from "@cstack/bundle";
import { ChartCache, ChartSources, digestOf, fetchChart, machineNetwork } from "@cstack/facts";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtureChart } from "../../packages/facts/src/testing/fixture-charts.ts";
import { allUnits, bundleOf } from "../support/repository.ts";
import { findTool, skipped } from "../support/tools.ts";

/** Charts that real programs publish and read: pushed by Helm into a registry, and found by Helm in a bundle. */

const helm = findTool("helm");
if (helm === undefined) skipped("helm", "helm is not on the path", "install Helm 3 or 4, or name its folder in CSTACK_TOOLS");
const registry = findTool("docker-registry");
if (registry === undefined) skipped("registry", "docker-registry is not on the path", "apt-get install docker-registry");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-vendored-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(helm === undefined || registry === undefined)("a chart that Helm pushed into a registry", () => {
  let stop = async (): Promise<void> => undefined;
  let address = "";

  beforeAll(async () => {
    const port = await freePort();
    address = `127.0.0.1:${port}`;
    const storage = join(folder, "registry");
    const config = join(folder, "registry.yml");
    writeFileSync(config, `version: 0.1\nstorage: {filesystem: {rootdirectory: ${storage}}}\nhttp: {addr: ${address}}\n`);
    const running = execa(registry ?? "", ["serve", config], { reject: false, stdio: "ignore" });
    stop = async () => {
      running.kill();
      await running;
    };
    await answers(`http://${address}/v2/`);
  });
  afterAll(() => stop());

  it("is fetched with the digest of the archive that was pushed", async () => {
    const archive = fixtureChart("hello", "1.0.0+build");
    writeFileSync(join(folder, "hello.tgz"), archive);
    await execa(helm ?? "", ["push", join(folder, "hello.tgz"), `oci://${address}/team`, "--plain-http"]);
    const network = machineNetwork();
    const reference = {
      addon: "hello",
      chart: "hello",
      repository: `oci://${address}/team`,
      version: "1.0.0+build",
      digests: [],
      place: {},
    };
    const store = { network, sources: new ChartSources(network), cache: new ChartCache(join(folder, "cache")) };
    expect(await fetchChart(reference, store)).toMatchObject({ value: { digest: digestOf(archive) }, diagnostics: [] });
  });
});

describe.skipIf(helm === undefined)("a bundle with charts", () => {
  it("is rendered as the operator does it, without a network", async () => {
    const unit = allUnits().find(({ addons }) => addons.some(({ addon }) => addon.data.chart.repository !== undefined))!;
    const { addon, version } =
      unit.addons.find(({ addon: { data } }) => data.chart.repository !== undefined && data.chart.name !== data.id) ??
      unit.addons.find(({ addon: { data } }) => data.chart.repository !== undefined)!;
    const archive = fixtureChart(addon.data.chart.name, version.chart);
    const { files } = bundleOf(unit, { vendored: new Map([[addon.data.id, archive]]) });
    const wrappers = readTarGzFiles(files.get(`${unit.id}-cluster-addon-v1.tgz`) as Uint8Array);
    for (const [path, content] of wrappers) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const args = [
      "template",
      "--include-crds",
      "--dependency-update",
      "cluster-addon",
      join(folder, addon.data.id),
      "--set",
      "addon.enabled=true",
    ];
    const { stdout } = await execa(helm ?? "", args, { env: { HELM_CACHE_HOME: join(folder, "helm"), HTTPS_PROXY: "http://127.0.0.1:1" } });
    expect(stdout).toContain("name: cluster-addon-greeting");
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Waits until a server answers, for ten seconds at most. */
async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(url)
        .then((answer) => answer.ok)
        .catch(() => false)
    )
      return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${url} does not answer`);
}
