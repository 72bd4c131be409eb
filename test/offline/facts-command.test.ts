import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineNetwork, planUpdate } from "@cstack/facts";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { computeUpdate } from "../../packages/cli/src/facts/update-facts.ts";
import { openWorkspace } from "../../packages/cli/src/workspace.ts";
import { writeFiles } from "../../packages/cli/src/write-files.ts";
import { ChartServer } from "../../packages/facts/src/testing/chart-server.ts";
import { fixtureIndex } from "../../packages/facts/src/testing/fixture-charts.ts";
import { sha256Of } from "../../packages/facts/src/testing/oci-registry.ts";
import { serveConstants, serveKubernetes, upstreamMirrors } from "../../packages/facts/src/testing/upstream.ts";
import { root } from "../support/repository.ts";
import { SmallCheckout } from "../support/small-checkout.ts";

/** `cstack facts update` in a small checkout, with all sources on the loopback interface. */

const server = new ChartServer();
let checkout: SmallCheckout;

beforeAll(async () => {
  await server.start();
  checkout = new SmallCheckout(mkdtempSync(join(tmpdir(), "cstack-facts-")));
  serveKubernetes(server, [
    { minor: "1.35", released: "2025-12-17", endOfLife: "2027-02-28", patches: [["1.35.8", "2026-08-20"]] },
    { minor: "1.36", released: "2026-04-22", endOfLife: "2027-06-28", patches: [["1.36.5", "2026-09-15"]] },
  ]);
  serveConstants(server, "1.36.5", { etcd: "3.6.9-0", coredns: "v1.14.2", pause: "3.10.2" });
  const entries = ["1.0.0", "1.0.1", "2.0.0"].map((version) => ({ version, url: "x.tgz", digest: sha256Of(version) }));
  server.on("/charts.example.com/index.yaml", { body: fixtureIndex("net-chart", entries) });
  checkout.commit("Sources");
});
afterAll(async () => {
  await server.stop();
  rmSync(checkout.folder, { recursive: true, force: true });
});

function update(...args: string[]) {
  const mirrors = upstreamMirrors(server).flatMap(({ from, to }) => ["--mirror", `${from}=${to}`]);
  const program = join(root, "packages/cli/bin/cstack.mjs");
  return execa(process.execPath, [program, "facts", "update", ...args, ...mirrors], { cwd: checkout.folder, reject: false });
}

const read = (path: string): string => readFileSync(join(checkout.folder, path), "utf8");
const status = (): string =>
  checkout.git("status", "--porcelain", "--untracked-files=all", "--", ".changeset", "addons", "providers", "stacks");

describe("cstack facts update", () => {
  test("--check writes nothing, says what is newer and what it does to Clusters, and ends with 1", async () => {
    const { exitCode, stdout } = await update("--check", "-o", "json");
    const { changes, units, written } = JSON.parse(stdout) as {
      changes: { subject: string }[];
      units: { unit: string; severity: string }[];
      written: boolean;
    };
    expect(exitCode).toBe(1);
    expect(changes.map(({ subject }) => subject)).toEqual(["Kubernetes 1.36", "net-chart for 1.35", "digest of net-chart 2.0.0"]);
    expect(units).toMatchObject([
      { unit: "metal-tiny-1-35", severity: "quiet" },
      { unit: "metal-tiny-1-36", severity: "rolling" },
    ]);
    expect(written).toBe(false);
    expect(status()).toBe("");
  });

  test("writes versions.yaml and a changeset with the bump that the change takes", async () => {
    const { exitCode, stdout } = await update();
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Wrote .changeset/facts-update.md.");
    expect(status().split("\n").filter(Boolean)).toEqual([
      " M addons/net/versions.yaml",
      " M providers/base/versions.yaml",
      "?? .changeset/facts-update.md",
    ]);
    expect(read("providers/base/versions.yaml")).toContain(
      '{minor: "1.36", version: 1.36.5, released: 2026-04-22, endOfLife: 2027-06-28, etcd: 3.6.9-0,',
    );
    expect(read(".changeset/facts-update.md")).toMatch(
      /^---\n"@small\/tiny": minor\n---\n\nNewer facts:\n\n- Kubernetes 1\.36: 1\.36\.4 → 1\.36\.5 /,
    );
  });

  test("run again finds nothing", async () => {
    expect(await update("--check")).toMatchObject({ exitCode: 0, stdout: "All facts are the newest that may be taken." });
  });

  test("interrupted before its last file is finished by the next run, which loses nothing that the changeset said", async () => {
    const complete = [read(".changeset/facts-update.md"), read("addons/net/versions.yaml")];
    checkout.git("checkout", "--", "addons");
    const workspace = openWorkspace(checkout.folder);
    const plan = await planUpdate(workspace.repository, machineNetwork({ mirrors: upstreamMirrors(server) }));
    writeFiles(checkout.folder, computeUpdate(workspace, plan).files);
    expect([read(".changeset/facts-update.md"), read("addons/net/versions.yaml")]).toEqual(complete);
  });
});
