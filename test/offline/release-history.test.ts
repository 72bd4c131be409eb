import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Transport } from "@cstack/bundle";
import { type CatalogIndex, catalogOf, judgeLedger, planRelease, type ReleasePlan, type UnitDocument, upgradeGraph } from "@cstack/release";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registryForEachTest } from "../../packages/bundle/src/oci/testing/registry-for-each-test.ts";
import { catalogFiles } from "../../packages/cli/src/catalog/catalog-files.ts";
import { catalogVersions } from "../../packages/cli/src/catalog/catalog-versions.ts";
import { publishCatalog } from "../../packages/cli/src/publish/catalog-artifact.ts";
import { CommittedSources } from "../../packages/cli/src/publish/committed-sources.ts";
import { type PublishedEntry, publishLedger } from "../../packages/cli/src/publish/publish-ledger.ts";
import { planLedger } from "../../packages/cli/src/release/prepare.ts";
import { currentUnits, readBaselines, readChangesets, readStackPackages } from "../../packages/cli/src/release/read-release.ts";
import { openWorkspace } from "../../packages/cli/src/workspace.ts";
import { writeFiles } from "../../packages/cli/src/write-files.ts";
import { publishedUnitProblems } from "../support/published-unit.ts";
import { root } from "../support/repository.ts";
import { SmallCheckout } from "../support/small-checkout.ts";

/** A history of three releases with ten changes of all kinds, in a repository and a current.registry of its own. */

const versions = (...rows: string[]): string => `versions:\n${rows.map((row) => `  - {${row}, source: test}\n`).join("")}`;
const kubernetes = (...rows: [minor: string, version: string][]): string =>
  `kubernetes:\n${rows
    .map(
      ([minor, version]) =>
        `  - {minor: "${minor}", version: ${version}, released: 2025-12-17, endOfLife: 2027-02-28, etcd: 3.6.6-0, coredns: v1.13.1, pause: 3.10.1, source: test}\n`,
    )
    .join("")}`;
const stack = (...minors: string[]): string =>
  `id: tiny\ntitle: Tiny stack\nkubernetes: [${minors.map((minor) => `"${minor}"`).join(", ")}]\nproviders:\n  metal: {addons: [net]}\n`;
const feature = (id: string, variable: string, target: string): string => `id: ${id}
title: ${id}
docs: What ${id} is.
variables:
  - {name: ${id}, description: What ${id} is., schema: ${variable}}
patches:
  - name: ${id}
    on: [${target}]
    ops: [{add: /spec/template/spec/${id}, variable: ${id}}]
`;

/** The changes before each release, and what its author declares. */
const releases: { date: string; bump: "patch" | "minor" | "major"; summary: string; changes: (checkout: SmallCheckout) => void }[] = [
  { date: "2026-10-01", bump: "minor", summary: "The first release.", changes: () => {} },
  {
    date: "2026-11-01",
    bump: "minor",
    summary: "Another file on the machines.",
    changes: (checkout) => {
      checkout.write(
        "providers/metal/class/machine.yaml.ejs",
        "spec: {template: {spec: {image: <%= `node-${kubernetes.version}` %>, disk: 40}}}\n",
      );
      checkout.write("providers/metal/features/rack.yaml", feature("rack", '{type: string, default: ""}', "cluster"));
      checkout.write("addons/net/versions.yaml", versions('minors: ["1.35"], chart: 1.0.0', 'minors: ["1.36"], chart: 2.0.1'));
    },
  },
  {
    date: "2026-12-01",
    bump: "major",
    summary: "Kubernetes 1.37 instead of 1.35; machineSize is a number.",
    changes: (checkout) => {
      checkout.write("stacks/tiny/stack.yaml", stack("1.36", "1.37"));
      checkout.write("providers/base/versions.yaml", kubernetes(["1.36", "1.36.5"], ["1.37", "1.37.0"]));
      checkout.write("addons/net/versions.yaml", versions('minors: ["1.36"], chart: 2.1.0', 'minors: ["1.37"], chart: 2.1.0'));
      checkout.write("addons/net/values.yaml.ejs", "replicas: 2\n");
      checkout.write(
        "providers/metal/features/size.yaml",
        feature("machineSize", "{type: integer, default: 1}", "machine").replace("id: machineSize", "id: size"),
      );
      checkout.write("providers/metal/features/rack.yaml", feature("rack", '{type: string, default: "", maxLength: 8}', "cluster"));
    },
  },
];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-history-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const current = registryForEachTest();

function newCheckout(name: string): SmallCheckout {
  mkdirSync(join(folder, name));
  return new SmallCheckout(join(folder, name));
}

function planOf({ folder: root }: SmallCheckout, today: string): { plan: ReleasePlan; codes: string[] } {
  const workspace = openWorkspace(root);
  const { plan, diagnostics } = planRelease({
    repository: workspace.repository,
    units: currentUnits(workspace),
    baselines: readBaselines(root, workspace.repository),
    stacks: readStackPackages(root, workspace.repository),
    changesets: readChangesets(root),
    today,
  });
  return { plan, codes: diagnostics.map(({ code }) => code) };
}

/** What `cstack release prepare` writes, not yet written. */
function prepared(checkout: SmallCheckout, date: string, channel: "stable" | "beta" = "stable") {
  const { prepared: ledger, diagnostics } = planLedger(openWorkspace(checkout.folder), { date, channel });
  expect(diagnostics).toEqual([]);
  return ledger!;
}

async function changesetVersion({ folder: cwd }: SmallCheckout): Promise<void> {
  await execa(process.execPath, [join(root, "node_modules/@changesets/cli/bin.js"), "version"], { cwd });
}

function publish(checkout: SmallCheckout) {
  const target = { transport: new Transport(current.host, { kind: "anonymous" }, { backoff: 1 }), repository: "kaas/stacks" };
  const { repository } = openWorkspace(checkout.folder);
  const entries = [...repository.stacks.values()].flatMap((one) => [...one.releases.values()].flat()) as PublishedEntry[];
  return publishLedger(entries, target, { root: checkout.folder, jobs: 2, progress: () => {} }).then(async (published) => ({
    ...published,
    catalog: await publishCatalog(target, catalogOf(repository)),
  }));
}

/** Files of the ledger by path, baselines included. */
function ledgerFiles(checkout: SmallCheckout): Record<string, string> {
  const base = join(checkout.folder, "stacks/tiny/releases");
  const entries = readdirSync(base, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(base.length + 1), readFileSync(file, "utf8")]),
  );
}

/** Makes the history up to a release; the last one is committed, too. */
async function history(name: string, until = releases.length): Promise<SmallCheckout> {
  const checkout = newCheckout(name);
  for (const [number, { date, bump, summary, changes }] of releases.slice(0, until).entries()) {
    changes(checkout);
    checkout.changeset(`change-${number + 1}`, bump, summary);
    await changesetVersion(checkout);
    writeFiles(checkout.folder, prepared(checkout, date).files);
    checkout.commit(`Release ${number + 1}`);
  }
  return checkout;
}

let finished: SmallCheckout | undefined;
/** The whole history, made once; tests that change it take a copy. */
async function wholeHistory(): Promise<SmallCheckout> {
  finished ??= await history("whole");
  return finished;
}

describe("a history of three releases", () => {
  test("has the versions and severities that follow from the content", async () => {
    const { repository } = openWorkspace((await wholeHistory()).folder);
    const units = catalogOf(repository).units.map(({ unit, retired, releases: found }) => [
      unit,
      retired ?? "",
      found.map(({ version, severity, kubernetes: patch }) => `${version} ${severity} ${patch}`),
    ]);
    expect(units).toEqual([
      ["metal-tiny-1-35", "2026-12-01", ["v2 rolling 1.35.8", "v1 quiet 1.35.8"]],
      ["metal-tiny-1-36", "", ["v3 breaking 1.36.5", "v2 rolling 1.36.4", "v1 quiet 1.36.4"]],
      ["metal-tiny-1-37", "", ["v1 quiet 1.37.0"]],
    ]);
    expect(judgeLedger(repository)).toEqual([]);
  });

  test("has changelogs with what was computed and what authors wrote, for the stack and for each unit", async () => {
    const checkout = await wholeHistory();
    const changelog = ledgerFiles(checkout)["metal-tiny-1-36/CHANGELOG.md"] ?? "";
    expect(changelog.match(/^## .*/gm)).toEqual(["## v3 (2026-12-01)", "## v2 (2026-11-01)", "## v1 (2026-10-01)"]);
    const [third, second] = changelog.split(/^(?=## )/m).slice(1);
    expect(second).toContain("- rolling: workers: another MetalMachineTemplate (spec.template.spec.disk)");
    expect(second).toContain("- quiet: rack is new");
    expect(second).toContain("- quiet: net 2.0.0 → 2.0.1");
    expect(third).toContain("- breaking: machineSize accepts less");
    expect(third).toContain("- breaking: rack accepts less");
    expect(third).toContain("- rolling: Kubernetes v1.36.4 → v1.36.5");
    expect(third).toContain("- Kubernetes 1.37 instead of 1.35; machineSize is a number.".replace("- ", ""));
    expect(readFileSync(join(checkout.folder, "stacks/tiny/package.json"), "utf8")).toContain('"version": "1.0.0"');
  });

  test("is published from the commits that added the entries, once, and with the digests of the ledger", async () => {
    const checkout = await wholeHistory();
    const { results, diagnostics, catalog } = await publish(checkout);
    expect(diagnostics).toEqual([]);
    expect(results.map(({ release, state }) => `${release} ${state}`)).toHaveLength(6);
    expect(catalog).toBe(true);
    expect(current.registry.tags().filter((tag) => /^kaas\/stacks[:/](metal|charts|catalog)/.test(tag))).toEqual([
      "kaas/stacks/catalog:latest",
      "kaas/stacks/charts/metal-tiny-1-35-class:1.0.0",
      "kaas/stacks/charts/metal-tiny-1-35-class:2.0.0",
      "kaas/stacks/charts/metal-tiny-1-36-class:1.0.0",
      "kaas/stacks/charts/metal-tiny-1-36-class:2.0.0",
      "kaas/stacks/charts/metal-tiny-1-36-class:3.0.0",
      "kaas/stacks/charts/metal-tiny-1-37-class:1.0.0",
      "kaas/stacks:metal-tiny-1-35-v1",
      "kaas/stacks:metal-tiny-1-35-v2",
      "kaas/stacks:metal-tiny-1-36-v1",
      "kaas/stacks:metal-tiny-1-36-v2",
      "kaas/stacks:metal-tiny-1-36-v3",
      "kaas/stacks:metal-tiny-1-37-v1",
    ]);
    const [before, requests] = [new Map(current.registry.manifests), current.registry.requests.length];
    const again = await publish(checkout);
    expect(again.results.every(({ state }) => state === "unchanged") && !again.catalog).toBe(true);
    expect(current.registry.manifests).toEqual(before);
    expect(current.registry.requests.slice(requests).filter((request) => !request.startsWith("HEAD"))).toEqual([]);
  });

  test("is a static catalog: every release from its commit, without git only the newest ones", async () => {
    const { folder: from } = await wholeHistory();
    const { repository, ...workspace } = openWorkspace(from);
    const committed = new CommittedSources(from);
    const sources = {
      repository,
      units: currentUnits({ repository, ...workspace }),
      baselines: readBaselines(from, repository),
      steps: upgradeGraph(repository),
      target: { host: "registry.example.com", repository: "kaas/stacks" },
      attestations: new Map([["metal-tiny-1-36-v2.sigstore.json", "{}"]]),
    };
    const origins = (history: boolean) =>
      catalogVersions({ ...sources, sourcesOf: (entry) => (history ? committed.of(entry) : undefined) }).map(
        ({ document: { release, state, from: origin } }) => `${release} ${state} ${origin}`,
      );
    const ofLedger = catalogVersions({ ...sources, sourcesOf: () => undefined }).find(({ document }) => document.from === "ledger");
    expect(publishedUnitProblems(ofLedger?.document)).toEqual([]);
    expect(origins(false)).toEqual([
      "metal-tiny-1-36-v3 released sources",
      "metal-tiny-1-37-v1 released sources",
      "metal-tiny-1-35-v2 released ledger",
    ]);
    expect(origins(true).slice(2)).toEqual([
      "metal-tiny-1-35-v1 released sources",
      "metal-tiny-1-35-v2 released sources",
      "metal-tiny-1-36-v1 released sources",
      "metal-tiny-1-36-v2 released sources",
    ]);
    const build = () => catalogFiles({ ...sources, sourcesOf: (entry) => committed.of(entry) });
    const files = build();
    expect(build()).toEqual(files);
    const index = JSON.parse(files.get("index.json")!) as CatalogIndex;
    expect(index.units.map(({ unit, documents }) => [unit, Object.keys(documents)])).toEqual([
      ["metal-tiny-1-35", ["v2", "v1"]],
      ["metal-tiny-1-36", ["v3", "v2", "v1"]],
      ["metal-tiny-1-37", ["v1"]],
    ]);
    const second = JSON.parse(files.get("units/metal-tiny-1-36/v2.json")!) as UnitDocument;
    expect(second.history.map(({ version, severity }) => `${version} ${severity}`)).toEqual(["v3 breaking", "v2 rolling", "v1 quiet"]);
    expect(second.upgrades.map(({ to }) => to)).toEqual(["metal-tiny-1-36-v3", "metal-tiny-1-37-v1"]);
    expect(second.className).toBe("metal-tiny-1-36-v2");
    expect(second.artifacts?.chart).toMatchObject({
      repository: "registry.example.com/kaas/stacks/charts/metal-tiny-1-36-class",
      tag: "2.0.0",
    });
    expect(files.get(second.files.provenance!)).toBe("{}");
    expect(second.files.bill).toBeUndefined();
  });

  test("is identical when it is made again", async () => {
    const [first, second] = [await wholeHistory(), await history("again", 2)];
    expect(second.git("rev-parse", "HEAD^{tree}")).toBe(first.git("rev-parse", "HEAD~1^{tree}"));
  });
});

describe("before the second release", () => {
  /** The sources changed, nothing declared. */
  async function changed(name: string): Promise<SmallCheckout> {
    const source = await wholeHistory();
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(source.folder, join(folder, name), { recursive: true, verbatimSymlinks: true });
    const checkout: SmallCheckout = Object.assign(Object.create(SmallCheckout.prototype) as SmallCheckout, { folder: join(folder, name) });
    checkout.git("checkout", "--quiet", "--force", "HEAD~2");
    releases[1]!.changes(checkout);
    return checkout;
  }

  test("a changeset is missing, too small, or right", async () => {
    const checkout = await changed("declared");
    const codes = () => planOf(checkout, "2026-11-01").codes;
    expect(codes()).toEqual(["CS6011"]);
    checkout.changeset("second", "patch", "Too little.");
    expect(codes()).toEqual(["CS6010"]);
    checkout.changeset("second", "minor", "Enough.");
    expect(codes()).toEqual([]);
    expect(
      planLedger(openWorkspace(checkout.folder), { date: "2026-11-01", channel: "stable" }).diagnostics.map(({ code }) => code),
    ).toEqual(["CS6013"]);
  });

  test("pre-releases lead to it and change nothing about it", async () => {
    const checkout = await changed("betas");
    const names = ({ releases: found }: ReturnType<typeof prepared>) => found.map(({ unit, version }) => `${unit} ${version}`);
    const beta = prepared(checkout, "2026-10-20", "beta");
    expect(names(beta)).toEqual(["metal-tiny-1-35 v2-beta.1", "metal-tiny-1-36 v2-beta.1"]);
    expect([...beta.files.keys()].some((path) => path.endsWith("baseline.json"))).toBe(false);
    writeFiles(checkout.folder, beta.files);
    expect(names(prepared(checkout, "2026-10-21", "beta"))).toEqual([]);
    checkout.write(
      "providers/base/class/bootstrap.yaml.ejs",
      "spec: {template: {spec: {files: [{path: /etc/seed, content: seed}, {path: /etc/b, content: b}]}}}\n",
    );
    writeFiles(checkout.folder, prepared(checkout, "2026-10-22", "beta").files);
    writeFileSync(join(checkout.folder, "stacks/tiny/package.json"), '{"name": "@small/tiny", "version": "0.2.0", "private": true}\n');
    const stable = prepared(checkout, "2026-11-01");
    expect(stable.releases.map(({ version, from, severity }) => `${from} ${version} ${severity}`)).toEqual([
      "v1 v2 rolling",
      "v1 v2 rolling",
    ]);
    writeFiles(checkout.folder, stable.files);
    expect(judgeLedger(openWorkspace(checkout.folder).repository)).toEqual([]);
  });

  test("a run that is interrupted at any file is finished by the next one, and no entry is lost or written twice", async () => {
    const checkout = await changed("interrupted");
    writeFileSync(join(checkout.folder, "stacks/tiny/package.json"), '{"name": "@small/tiny", "version": "0.2.0", "private": true}\n');
    const before = ledgerFiles(checkout);
    const whole = prepared(checkout, "2026-11-01").files;
    writeFiles(checkout.folder, whole);
    const complete = ledgerFiles(checkout);
    const base = join(checkout.folder, "stacks/tiny/releases");
    for (let written = 0; written <= whole.size; written++) {
      rmSync(base, { recursive: true });
      for (const [path, text] of Object.entries(before)) checkout.write(`stacks/tiny/releases/${path}`, text);
      writeFiles(checkout.folder, new Map([...whole].slice(0, written)));
      // What a killed process leaves of the file that it was writing.
      const [next] = [...whole.keys()].slice(written);
      if (next !== undefined) checkout.write(`${next}.writing`, "unit: met");
      writeFiles(checkout.folder, prepared(checkout, "2026-11-01").files);
      const { [`${next}.writing`.replace("stacks/tiny/releases/", "")]: _, ...found } = ledgerFiles(checkout);
      expect(found, `interrupted after ${written} files`).toEqual(complete);
      expect(judgeLedger(openWorkspace(checkout.folder).repository)).toEqual([]);
    }
  });
});

describe("cstack publish", () => {
  const program = join(root, "packages/cli/bin/cstack.mjs");
  const run = (cwd: string, ...args: string[]) =>
    execa(process.execPath, [program, "publish", `${current.host}/kaas/stacks`, ...args], { cwd, reject: false });

  test("killed at any moment leaves only complete releases, and is finished by the next run", async () => {
    const { folder: cwd } = await wholeHistory();
    for (const moment of [40, 140]) {
      current.registry.requests.length = 0;
      const child = run(cwd);
      current.registry.fault = (number) => (number === moment && child.kill("SIGKILL") ? "lost answer" : undefined);
      expect((await child).signal).toBe("SIGKILL");
      expect(current.registry.incompleteTags()).toEqual([]);
      current.registry.fault = () => undefined;
    }
    const { exitCode, stdout } = await run(cwd, "-o", "json");
    expect(exitCode).toBe(0);
    expect((JSON.parse(stdout) as { catalog: boolean }).catalog).toBe(true);
    expect(current.registry.tags()).toHaveLength(19);
  });

  test("ends with 1 and names the tag where the registry has another content, and publishes the others", async () => {
    const { folder: cwd } = await wholeHistory();
    const config = { mediaType: "a/b", digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", size: 2 };
    current.registry.blobs.set(config.digest, Buffer.from("{}"));
    current.registry.manifests.set("kaas/stacks:metal-tiny-1-36-v1", {
      bytes: Buffer.from(JSON.stringify({ config, layers: [] })),
      type: "x",
    });
    const { exitCode, stderr } = await run(cwd, "--unit", "metal-tiny-1-36");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/:metal-tiny-1-36-v1: error CS6021/);
    expect(current.registry.tags()).toContain("kaas/stacks:metal-tiny-1-36-v3");
    expect(current.registry.tags()).not.toContain("kaas/stacks/catalog:latest");
  });

  test("refuses a ledger that was changed, and an entry that is in no commit", async () => {
    const { folder: source } = await wholeHistory();
    const cwd = join(folder, "changed-ledger");
    cpSync(source, cwd, { recursive: true, verbatimSymlinks: true });
    const first = join(cwd, "stacks/tiny/releases/metal-tiny-1-36/v1.yaml");
    writeFileSync(first, readFileSync(first, "utf8").replace("2026-10-01", "2026-10-02"));
    expect((await run(cwd)).stderr).toMatch(/CS6004/);
    expect(existsSync(join(cwd, ".git"))).toBe(true);
    expect(current.registry.requests).toEqual([]);
  });
});
