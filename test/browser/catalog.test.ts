import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { UnitData } from "@cstack/configurator";
import { execa } from "execa";
import { describe, expect } from "vitest";
import { copySourcesForCommands } from "../support/checkout-copy.ts";
import { root } from "../support/repository.ts";
import { browserTest } from "./support/browser-test.ts";
import { accessibilityProblems, hasBrowser, openPage, takePicture } from "./support/chromium.ts";
import { serveFolder, startUi } from "./support/served-site.ts";

const program = join(root, "packages/cli/bin/cstack.mjs");

/** With the static files of a catalog below a path. */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
const test = browserTest.extend("site", { scope: "file" }, async ({}, { onCleanup }) => {
  const folder = mkdtempSync(join(tmpdir(), "cstack-site-"));
  await execa(process.execPath, [program, "catalog", "build", "--out", folder, "--site"], { cwd: root });
  addReleases(folder);
  writeFileSync(join(folder, "probe.js"), 'try { globalThis.evaluated = eval("1"); } catch { globalThis.evaluated = "refused"; }');
  const site = await serveFolder(folder, "/some/where/");
  onCleanup(async () => {
    await site.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return site;
});

describe.runIf(hasBrowser)("the catalog as static files below a path", () => {
  test("lists units, and narrows them by words and choices", async ({ page, site }) => {
    await page.goto(site.address);
    await page.getByText("Units: 12").waitFor();
    await takePicture(page, "00-catalog");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("combobox", { name: "Kubernetes" }).selectOption("1.36");
    await page.getByText("Units: 4").waitFor();
    await page.getByRole("searchbox", { name: "Search" }).fill("wooctavia yawol");
    await page.getByText("Units: 1", { exact: true }).waitFor();
    await page.getByRole("searchbox", { name: "Search" }).fill("no such thing");
    await page.getByText("Nothing fits").waitFor();
  });

  test("shows what a unit contains, and how it is installed", async ({ page, site }) => {
    await page.goto(`${site.address}#/unit/openstack-scs-1-36/v1`);
    await page.getByRole("heading", { name: "openstack-scs-1-36" }).waitFor();
    expect(await page.locator(".commands").first().textContent()).toContain("kubectl apply -n NAMESPACE");
    await takePicture(page, "01-unit");
    await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
    expect(await page.locator("table").first().textContent()).toContain("cni: cilium");
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test("compares two units side by side", async ({ page, site }) => {
    await page.goto(`${site.address}#/unit/openstack-scs-1-36/v1`);
    await page.getByRole("combobox", { name: "Compare with" }).selectOption("openstack-wooctavia-1-36/v1");
    await page.locator(".compared").waitFor();
    expect(await page.locator(".compared").textContent()).toContain("workloadLoadBalancer");
    expect(await page.locator(".compared").textContent()).not.toContain("kubeletCSRApprover");
    await takePicture(page, "02-compare");
    await page.getByRole("checkbox", { name: "Only differences" }).uncheck();
    expect(await page.locator(".compared").textContent()).toContain("kubeletCSRApprover");
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test("draws which release leads to which", async ({ page, site }) => {
    await page.goto(`${site.address}#/upgrades`);
    await page.locator(".graph .step").first().waitFor({ state: "attached" });
    expect(await page.locator(".graph .step").count()).toBe(2);
    await page.getByText("docker-scs-1-35 v1 → docker-scs-1-36 v1").waitFor();
    await takePicture(page, "03-upgrades");
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test("says what a release changed, what it rolls and where it leads", async ({ page, site }) => {
    await page.goto(`${site.address}#/unit/docker-scs-1-36/v1`);
    await page.getByRole("heading", { name: "docker-scs-1-36" }).waitFor();
    const history = page.locator("details", { hasText: "Releases" });
    await history.locator("summary").click();
    for (const said of ["2026-01-01", "rolling", "A new kubelet flag", "Nodes get a flag."])
      expect(await history.textContent()).toContain(said);
    await takePicture(page, "04-released-unit");
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test("says plainly where nothing was released", async ({ page, site }) => {
    await page.route("**/index.json", async (route) => {
      const index = (await (await route.fetch()).json()) as { units: { releases: object[] }[] };
      await route.fulfill({ json: { ...index, units: index.units.map((unit) => ({ ...unit, releases: [] })) } });
    });
    await page.goto(`${site.address}#/upgrades`);
    await page.getByText("No upgrade leads from one release to another yet.").waitFor();
    await page.goto(`${site.address}#/unit/openstack-scs-1-36/v1`);
    await page.getByText("It was not released yet.").first().waitFor();
  });

  test("leads to the documentation, whose pages axe finds nothing wrong with", { timeout: 300_000 }, async ({ page, site }) => {
    await page.goto(site.address);
    await page.getByRole("link", { name: "Documentation" }).click();
    await page.getByRole("heading", { name: "Tutorials" }).waitFor();
    await takePicture(page, "05-documentation");
    const visited = new Set([page.url()]);
    const problems: string[] = [];
    for (const address of visited) {
      await page.goto(address);
      problems.push(...(await accessibilityProblems(page)).map((problem) => `${address}: ${problem}`));
      const links = await page.locator("main a").evaluateAll((all) => all.map((link) => (link as unknown as { href: string }).href));
      for (const link of links.map((href) => href.split("#")[0]!).filter((href) => href.startsWith(`${site.address}docs/`)))
        visited.add(link);
    }
    expect(problems).toEqual([]);
    expect(visited.size).toBeGreaterThan(30);
  });

  test("configures a Cluster there, too, under the policy that the page itself names", async ({ page, site, watched }) => {
    await page.goto(`${site.address}#/configure/kubevirt-scs-1-37/v1`);
    await page.locator(".status.good").waitFor();
    await page.locator(".cm-content").waitFor();
    await page.addScriptTag({ url: "probe.js" });
    expect(await page.evaluate("globalThis.evaluated")).toBe("refused");
    watched.incidents.splice(0);
  });
});

/** The checkout has no releases yet, so that the picture would have no arrows. */
function addReleases(folder: string): void {
  const path = join(folder, "index.json");
  const index = JSON.parse(readFileSync(path, "utf8")) as { units: { unit: string; releases: object[]; candidate?: string }[] };
  const release = (unit: string, upgrades: string[]) => ({
    release: `${unit}-v1`,
    version: "v1",
    date: "2026-01-01",
    kubernetes: "1.36.4",
    severity: "quiet",
    upgrades,
  });
  const minors = ["docker-scs-1-35", "docker-scs-1-36", "docker-scs-1-37"];
  for (const [number, unit] of minors.entries()) {
    const found = index.units.find((candidate) => candidate.unit === unit)!;
    found.releases = [release(unit, minors[number + 1] === undefined ? [] : [`${minors[number + 1]}-v1`])];
    delete found.candidate;
  }
  writeFileSync(path, JSON.stringify(index));
  const document = join(folder, "units/docker-scs-1-36/v1.json");
  const data = JSON.parse(readFileSync(document, "utf8")) as UnitData;
  writeFileSync(document, JSON.stringify({ ...data, state: "released", history: [released] } satisfies UnitData));
}

const released: UnitData["history"][number] = {
  version: "v1",
  date: "2026-01-01",
  kubernetes: "1.36.4",
  severity: "rolling",
  rolls: { controlPlane: "template", workers: "template" },
  reasons: [{ severity: "rolling", part: "class", text: "A new kubelet flag" }],
  changes: "- Nodes get a flag.",
};

describe.runIf(hasBrowser)("cstack ui", () => {
  test("takes over what an author changes, and keeps what was filled in", async ({ browser }) => {
    const folder = mkdtempSync(join(tmpdir(), "cstack-ui-"));
    copySourcesForCommands(folder);
    const site = await startUi(folder);
    try {
      const { page, incidents } = await openPage(browser, site.address);
      await page.goto(`${site.address}#/configure/docker-scs-1-36/v1`);
      await page.locator(".status.good").waitFor();
      await page.locator('[id="metadata.name"]').fill("kept");
      await page.locator('.status[aria-busy="false"]').waitFor();
      const feature = join(folder, "providers/kubeadm/features/apiserver-certificate.yaml");
      const text = readFileSync(feature, "utf8");
      writeFileSync(feature, text.replace(/^title: .*$/m, "title: Names that an author changed"));
      await page.locator("summary", { hasText: "Names that an author changed" }).waitFor();
      await page.locator(".status.good").waitFor();
      expect(await page.locator('[id="metadata.name"]').inputValue()).toBe("kept");
      writeFileSync(feature, "title: [");
      await page.locator(".live-problem").waitFor();
      expect(incidents).toEqual([]);
    } finally {
      await site.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("answers to its own address only, and forbids what the page does not need", async () => {
    const site = await startUi(root);
    const answer = await fetch(site.address);
    expect(answer.headers.get("content-security-policy")).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect((await fetch(`${site.address}no/such/file`)).status).toBe(404);
    const { stdout } = await execa("curl", ["-s", "-o", "-", "-w", "%{http_code}", "-H", "Host: evil.example", site.address]);
    expect(stdout).toContain("403");
    await site.stop();
  });
});
