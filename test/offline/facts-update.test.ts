import { parseRepository } from "@cstack/generator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { machineNetwork } from "../../packages/facts/src/network/network.ts";
import { ChartServer } from "../../packages/facts/src/testing/chart-server.ts";
import { fixtureIndex } from "../../packages/facts/src/testing/fixture-charts.ts";
import { sha256Of } from "../../packages/facts/src/testing/oci-registry.ts";
import {
  serveConstants,
  serveImage,
  serveKubernetes,
  serveReleases,
  serveTaggedChart,
  upstreamMirrors,
} from "../../packages/facts/src/testing/upstream.ts";
import { planUpdate, type UpdateScope, updatedFiles } from "../../packages/facts/src/update/plan-update.ts";
import { treeWith } from "../../packages/generator/src/testing/small-tree.ts";

let server: ChartServer;
beforeEach(async () => {
  server = new ChartServer();
  await server.start();
  serveKubernetes(server, [
    { minor: "1.35", released: "2025-12-17", endOfLife: "2027-02-28", patches: [["1.35.8", "2026-08-20"]] },
    { minor: "1.36", released: "2026-04-22", endOfLife: "2027-06-28", patches: [["1.36.4", "2026-08-20"]] },
  ]);
  serveIndex("1.0.0", "2.0.0");
});
afterEach(() => server.stop());

const one = `sha256:${"1".repeat(64)}`;
const digest = (version: string): string => sha256Of(version);

function serveIndex(...versions: string[]): void {
  const entries = versions.map((version) => ({ version, url: `${version}.tgz`, digest: digest(version) }));
  const text = fixtureIndex("net-chart", entries).replaceAll(/^ {4}version: (.+)$/gm, "    version: $1\n    appVersion: v$1");
  server.on("/charts.example.com/index.yaml", { body: text });
}

const kinds = (...names: NonNullable<UpdateScope["kinds"]>): UpdateScope => ({ kinds: names });

/** The plan for the small tree with other files, its changes and what is held in one line each, and the files that it would write. */
async function updated(changes: Record<string, string> = {}, scope: UpdateScope = {}) {
  const { repository, diagnostics } = parseRepository({ files: treeWith(changes) });
  expect(diagnostics).toEqual([]);
  const network = machineNetwork({ mirrors: upstreamMirrors(server), policy: { attempts: 1, firstWait: 1, longestWait: 1, idle: 2000 } });
  const plan = await planUpdate(repository, network, scope);
  return {
    changes: plan.changes.map(({ subject, from, to }) => `${subject}: ${from} → ${to}`),
    held: plan.held.map(({ subject, newer, reason }) => `${subject}: ${newer}: ${reason}`),
    codes: plan.diagnostics.map(({ code }) => code),
    notes: plan.changes.flatMap(({ notes }) => notes),
    files: updatedFiles(repository, plan),
  };
}

describe("charts", () => {
  const versions = (...rows: string[]): Record<string, string> => ({ "addons/net/versions.yaml": `# Why.\nversions:\n${rows.join("")}` });
  const row = `  - minors: ["1.35", "1.36"]\n    chart: 1.0.0   # pinned\n    digest: ${one}\n    app: v1.0.0\n    images:\n      - {image: images.example.com/a/b:v1}\n    source: somewhere\n`;

  test("move to what their repository lists, with its digest and software, and lose what was read of the old archive", async () => {
    serveIndex("1.0.0", "1.1.0", "2.0.0");
    const { changes, held, files, notes } = await updated(versions(row), kinds("charts"));
    expect(changes).toEqual(["net-chart for 1.35, 1.36: 1.0.0 → 1.1.0"]);
    expect(held).toEqual(["net-chart for 1.35, 1.36: 2.0.0: it is outside of ^1.0.0, to which updates keep by themselves"]);
    expect(notes).toEqual(["images were those of the chart before, and are left out until somebody reads them"]);
    expect(files.get("addons/net/versions.yaml")).toBe(
      `# Why.\nversions:\n  - minors: ["1.35", "1.36"]\n    chart: 1.1.0   # pinned\n    digest: ${digest("1.1.0")}\n    app: v1.1.0\n    source: https://charts.example.com/index.yaml has 1.1.0\n`,
    );
  });

  test("without digest or software get both, and nothing else changes", async () => {
    const { changes, files } = await updated({}, kinds("charts"));
    expect(changes).toHaveLength(4);
    expect(files.get("addons/net/versions.yaml")).toContain(
      `{minors: ["1.35"], chart: 1.0.0, digest: ${digest("1.0.0")}, app: v1.0.0, source: test}`,
    );
  });

  test("whose digest is another one by now are an error", async () => {
    const { changes, codes } = await updated(versions(row), kinds("charts"));
    expect({ changes, codes }).toEqual({ changes: [], codes: ["CS8002"] });
  });

  test("of a registry move by its tags, with the digest of the archive and the software of the configuration", async () => {
    const chart = Buffer.from("chart");
    serveTaggedChart(server, "charts/net-chart", ["v1.0.0", "v1.0.1"], chart, "v9");
    const addon = treeWith().get("addons/net/addon.yaml")!.replace("https://charts.example.com", "oci://images.example.com/charts");
    const tree = { "addons/net/addon.yaml": addon, ...versions('  - {minors: ["1.35", "1.36"], chart: v1.0.0, source: test}\n') };
    const { files } = await updated(tree, kinds("charts"));
    expect(files.get("addons/net/versions.yaml")).toContain(`chart: v1.0.1, digest: ${sha256Of(chart)}, app: v9, source: oci://`);
  });

  test("that follow Kubernetes or go minor by minor are held where a step is missing", async () => {
    serveIndex("2.35.0", "2.36.0", "2.37.0");
    const addon = treeWith().get("addons/net/addon.yaml")!.replace("}\nnamespace", ", follows: kubernetes}\nnamespace");
    const { changes, held } = await updated(
      {
        "addons/net/addon.yaml": addon,
        ...versions(`  - {minors: ["1.36"], chart: 2.35.0, digest: "${digest("2.35.0")}", app: v1, source: test}\n`),
      },
      kinds("charts"),
    );
    expect(changes).toEqual(["net-chart for 1.36: 2.35.0 → 2.36.0"]);
    expect(held[0]).toContain("2.37.0: it is made for Kubernetes 1.37, and the row is also for 1.36");
  });

  test("whose repository does not answer stay as they are, and others move", async () => {
    server.on("/charts.example.com/index.yaml", { status: 500 });
    expect(await updated({}, kinds("charts"))).toMatchObject({ changes: [], codes: ["CS8004"] });
  });
});

describe("Kubernetes", () => {
  const newer = (): void => {
    serveKubernetes(server, [
      { minor: "1.35", released: "2025-12-17", endOfLife: "2027-02-28", patches: [["1.35.8", "2026-08-20"]] },
      {
        minor: "1.36",
        released: "2026-04-22",
        endOfLife: "2027-07-01",
        patches: [
          ["1.36.6", "2026-10-20"],
          ["1.36.5", "2026-09-15"],
        ],
      },
    ]);
    serveConstants(server, "1.36.5", { etcd: "3.6.9-0", coredns: "v1.14.2", pause: "3.10.2" });
  };
  const metal = (image: string): Record<string, string> => ({
    "providers/metal/versions.yaml": `infrastructure: {api: v1beta1, contract: v1beta1, source: test}\nnodeImages:\n  - {kubernetes: 1.36.4, ${image}, source: test}\n`,
  });

  test("has nothing newer", async () => {
    expect(await updated({}, kinds("kubernetes"))).toMatchObject({ changes: [], held: [], codes: [] });
  });

  test("moves to the newest patch that has node images, takes its images along, and tells the newest one", async () => {
    newer();
    const content = serveImage(server, "node", "v1.36.5");
    const { changes, held, files } = await updated(metal("image: images.example.com/node:v1.36.4"), kinds("kubernetes"));
    expect(changes).toEqual([
      "end of life of Kubernetes 1.36: 2027-06-28 → 2027-07-01",
      "Kubernetes 1.36: 1.36.4 → 1.36.5",
      "node image of metal for 1.36.4: 1.36.4 → 1.36.5",
      "newest patch of Kubernetes 1.36: 1.36.4 → 1.36.6",
    ]);
    expect(held).toEqual([expect.stringContaining("Kubernetes 1.36: 1.36.6: there is no node image of it: ")]);
    expect(files.get("providers/metal/versions.yaml")).toContain(
      `{kubernetes: 1.36.5, image: images.example.com/node:v1.36.5, digest: ${sha256Of(content)}, source: images.example.com/node:v1.36.5}`,
    );
    const base = files.get("providers/base/versions.yaml") ?? "";
    expect(base).toContain(
      '{minor: "1.36", version: 1.36.5, released: 2026-04-22, endOfLife: 2027-07-01, newestPatch: {version: 1.36.6, released: 2026-10-20, ',
    );
    expect(base).toContain("etcd: 3.6.9-0, coredns: v1.14.2, pause: 3.10.2");
  });

  test("moves with files by the checksum that their publisher keeps", async () => {
    newer();
    serveConstants(server, "1.36.6", { etcd: "3.6.8-0", coredns: "v1.14.2", pause: "3.10.2" });
    server.on("/disks.example.com/v1.36.6.qcow2.CHECKSUM", { body: `${"a".repeat(64)}  v1.36.6.qcow2\n` });
    const disk =
      "url: https://disks.example.com/v1.36.4.qcow2, checksumUrl: https://disks.example.com/v1.36.4.qcow2.CHECKSUM, sizeBytes: 7";
    const { files, held } = await updated(metal(disk), kinds("kubernetes"));
    expect(held).toEqual([]);
    expect(files.get("providers/metal/versions.yaml")).toContain(
      `{kubernetes: 1.36.6, url: https://disks.example.com/v1.36.6.qcow2, checksumUrl: https://disks.example.com/v1.36.6.qcow2.CHECKSUM, digest: sha256:${"a".repeat(64)}, source: `,
    );
  });

  test("is not guessed where a source gives no answer, or none that can be read", async () => {
    server.on("/dl.k8s.io/release/stable-1.36.txt", { body: "<html>" });
    expect(await updated({}, kinds("kubernetes"))).toMatchObject({ changes: [], codes: ["CS8004"] });
    newer();
    server.on("/raw.githubusercontent.com/kubernetes/kubernetes/v1.36.6/cmd/kubeadm/app/constants/constants.go", {
      body: "package constants",
    });
    const { changes, codes } = await updated({}, kinds("kubernetes"));
    expect(changes.filter((change) => change.startsWith("Kubernetes"))).toEqual([]);
    expect(codes).toEqual(["CS8004"]);
  });
});

describe("images", () => {
  const images = (more: string): Record<string, string> => ({
    "addons/net/versions.yaml": `versions:\n  - {minors: ["1.35", "1.36"], chart: 1.0.0, images: [{image: images.example.com/a/b:v1${more}}], source: test}\n`,
  });

  test("get the digest that their tag stands for", async () => {
    const content = serveImage(server, "a/b", "v1");
    const { files } = await updated(images(""), kinds("images"));
    expect(files.get("addons/net/versions.yaml")).toContain(`{image: images.example.com/a/b:v1, digest: ${sha256Of(content)}}`);
  });

  test("keep their digest where a tag was moved, which is told", async () => {
    serveImage(server, "a/b", "v1");
    expect(await updated(images(`, digest: "${one}"`), kinds("images"))).toMatchObject({
      changes: [],
      held: [expect.stringContaining("the tag was moved, and what was tested is recorded")],
    });
  });
});

describe("infrastructure providers", () => {
  const metal = (requires: string): Record<string, string> => ({
    "providers/metal/provider.yaml": `${treeWith().get("providers/metal/provider.yaml")}${requires}`,
    "providers/metal/versions.yaml":
      "infrastructure: {api: v1beta1, contract: v1beta1, releases: {repository: https://github.com/metal/provider, version: v0.14.7}, source: test}\n",
  });
  beforeEach(() =>
    serveReleases(server, "metal/provider", [
      { tag: "v0.17.0" },
      { tag: "v0.16.0-rc.0", prerelease: true },
      { tag: "v0.15.1" },
      { tag: "v0.15.2", draft: true },
    ]),
  );

  test("move to the newest release that the class allows", async () => {
    const requires =
      'requires:\n  components:\n    - {name: infrastructure-metal, version: ">=0.13.0 <0.16.0", contract: v1beta1, why: Serves the kinds., source: test}\n';
    expect(await updated(metal(requires), kinds("providers"))).toMatchObject({
      changes: ["provider metal: v0.14.7 → v0.15.1"],
      held: ["provider metal: v0.17.0: the class requires >=0.13.0 <0.16.0"],
    });
  });

  test("are looked at alone where only one is asked for, with the token that was given", async () => {
    await updated(metal(""), { ids: ["metal"], token: "t" });
    expect(server.requests.map(({ path, authorization }) => `${path} ${authorization}`)).toEqual([
      "/api.github.com/repos/metal/provider/releases?per_page=100 Bearer t",
    ]);
  });
});
