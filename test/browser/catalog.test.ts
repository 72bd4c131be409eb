import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { copySourcesForCommands } from "../support/checkout-copy.ts";
import { root } from "../support/repository.ts";
import { accessibilityProblems, hasBrowser, openPage, startBrowser, takePicture, type WatchedPage } from "./support/chromium.ts";
import { type ServedSite, serveFolder, startUi } from "./support/served-site.ts";

const program = join(root, "packages/cli/bin/cstack.mjs");

describe.runIf(hasBrowser)("the catalog as static files below a path", () => {
  const folder = mkdtempSync(join(tmpdir(), "cstack-site-"));
  let site: ServedSite;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    await execa(process.execPath, [program, "catalog", "build", "--out", folder, "--site"], { cwd: root });
    addReleases(folder);
    writeFileSync(join(folder, "probe.js"), 'try { globalThis.evaluated = eval("1"); } catch { globalThis.evaluated = "refused"; }');
    [site, browser] = await Promise.all([serveFolder(folder, "/some/where/"), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    watched = await openPage(browser, site.address);
    page = watched.page;
  });
  afterEach(async () => {
    expect(watched.incidents).toEqual([]);
    await page.context().close();
  });

  test("lists units, and narrows them by words and choices", async () => {
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

  test("shows what a unit contains, and how it is installed", async () => {
    await page.goto(`${site.address}#/unit/openstack-scs-1-36/v1`);
    await page.getByRole("heading", { name: "openstack-scs-1-36" }).waitFor();
    expect(await page.locator(".commands").first().textContent()).toContain("kubectl apply -n NAMESPACE");
    await takePicture(page, "01-unit");
    await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
    expect(await page.locator("table").first().textContent()).toContain("cni: cilium");
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test("compares two units side by side", async () => {
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

  test("draws which release leads to which", async () => {
    await page.goto(`${site.address}#/upgrades`);
    await page.locator(".graph .step").first().waitFor({ state: "attached" });
    expect(await page.locator(".graph .step").count()).toBe(2);
    await page.getByText("docker-scs-1-35 v1 → docker-scs-1-36 v1").waitFor();
    await takePicture(page, "03-upgrades");
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test("configures a Cluster there, too, under the policy that the page itself names", async () => {
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
}

describe.runIf(hasBrowser)("cstack ui", () => {
  test("takes over what an author changes, and keeps what was filled in", async () => {
    const folder = mkdtempSync(join(tmpdir(), "cstack-ui-"));
    copySourcesForCommands(folder);
    const [site, browser] = await Promise.all([startUi(folder), startBrowser()]);
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
      await browser.close();
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
