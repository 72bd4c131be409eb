import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { EjsRenderer, renderUnit, type Unit, type UnitAddon } from "@cstack/generator";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { allUnits } from "../support/repository.ts";
import { findHelm, findManagementTools, type ManagementTools } from "./support/management-tools.ts";

/** Wrapper charts whose chart stands in this repository, with real helm as the operator calls it, on and off, and in front of a real API server. */

const helm = findHelm();
const tools = findManagementTools("addon objects on an API server");

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

const ejs = new EjsRenderer();
const own = allUnits().flatMap((unit) =>
  unit.addons
    .filter(({ addon }) => addon.data.chart.repository === undefined && addon.data.deliveries.includes("operator"))
    .map((addon) => [unit, addon] as const),
);
const cases = own.map(([unit, addon]) => [`${unit.id} ${addon.addon.data.id}`, unit, addon] as const);

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-addons-"));
});
const accepted: string[] = [];
const passedOver = new Set<string>();
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  const names = passedOver.size === 0 ? "" : `; not decided by this server: ${[...passedOver].join(", ")}`;
  if (tools !== undefined) console.info(`${accepted.length} objects of addons accepted by the API server${names}`);
});

describe.skipIf(helm === undefined)("an addon with a chart of our own", () => {
  it.each(cases)("%s: renders its objects where it is on, and nothing at all where it is off", async (_name, unit, addon) => {
    const chart = chartOnDisk(unit, addon);
    const on = await rendered(chart, unit, true);
    expect(on.length).toBeGreaterThan(0);
    for (const { metadata } of on) expect(metadata.namespace ?? "kube-system").toBe("kube-system");
    if (addon.switch !== undefined) expect(await rendered(chart, unit, false)).toEqual([]);
    if (tools !== undefined) await tryOnServer(on, tools);
  });
});

function chartOnDisk(unit: Unit, { addon }: UnitAddon): string {
  const charts = renderUnit(unit, { version: "v1", ejs }).rendered!.addonCharts;
  const target = join(folder, unit.id);
  for (const [path, text] of charts) {
    if (!path.startsWith(`${addon.data.id}/`)) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  return join(target, addon.data.id);
}

/** The operator's command line (cluster-stack-operator b3680fb, internal/controller/clusteraddon_controller.go), with the switch as its values. */
async function rendered(chart: string, unit: Unit, enabled: boolean): Promise<Manifest[]> {
  const flags = ["--include-crds", "--dependency-update", "--kube-version", `v${unit.kubernetes.version}`, "--namespace", "kube-system"];
  const input = JSON.stringify({ addon: { enabled, cluster: "prod" } });
  const { stdout } = await execa(helm ?? "helm", ["template", ...flags, "cluster-addon", chart, "-f", "-"], { input });
  return parseAllDocuments(stdout).flatMap((document) => (document.toJS() as Manifest | null) ?? []);
}

/** Strict dry run: unknown fields and wrong values are refused. Kinds that another addon brings are named instead. */
async function tryOnServer(manifests: readonly Manifest[], { kubectl, kubeconfig }: ManagementTools): Promise<void> {
  const { stdout } = await execa(kubectl, ["--kubeconfig", kubeconfig, "api-resources", "--no-headers", "-o", "wide"]);
  for (const manifest of manifests) {
    const known = stdout.split("\n").some((line) => line.includes(` ${manifest.apiVersion} `) && line.includes(` ${manifest.kind} `));
    if (!known) {
      passedOver.add(`${manifest.apiVersion} ${manifest.kind}`);
      continue;
    }
    const apply = ["apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", "-"];
    const input = JSON.stringify(manifest);
    const { exitCode, stderr } = await execa(kubectl, ["--kubeconfig", kubeconfig, ...apply], { input, reject: false });
    expect(exitCode, stderr).toBe(0);
    accepted.push(manifest.metadata.name);
  }
}
