import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { root } from "../support/repository.ts";
import { accessibilityProblems, hasBrowser, openPage, startBrowser, takePicture, type WatchedPage } from "./support/chromium.ts";
import { type ServedSite, startUi } from "./support/served-site.ts";

const unit = "openstack-scs-1-36";
const field = (path: string): string => `[id="spec.topology.variables[${path}"]`;

describe.runIf(hasBrowser)("the configurator", () => {
  let site: ServedSite;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startUi(root), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });
  beforeEach(async () => {
    watched = await openPage(browser, site.address);
    page = watched.page;
  });
  afterEach(async () => {
    expect(watched.incidents).toEqual([]);
    await page.context().close();
  });

  async function configure(id = unit): Promise<void> {
    await page.goto(`${site.address}#/configure/${id}/v1`);
    await page.locator(".status.good").waitFor();
    await page.locator(".cm-content").waitFor();
  }
  const yaml = (): Promise<string> =>
    page.locator(".cm-content").evaluate((content) => [...content.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"));
  const find = (text: string): Promise<void> => page.getByRole("searchbox", { name: "Find a setting" }).fill(text);
  const settled = async (): Promise<void> => {
    await page.locator('.status[aria-busy="false"]').waitFor();
  };
  async function replaceYaml(text: string): Promise<void> {
    await page.locator(".cm-content").focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(text);
    await settled();
  }

  test("leads a new user from the catalog to a Cluster with other load balancers", async () => {
    await page.goto(site.address);
    await page.getByRole("searchbox", { name: "Search" }).fill("openstack kube-vip");
    await takePicture(page, "10-search");
    await page.getByRole("link", { name: `Configure ${unit}` }).click();
    await page.locator(".status.good").waitFor();
    await takePicture(page, "11-sample");
    await find("apiServerLoadBalancer");
    await page.locator(field("apiServerLoadBalancer].value")).selectOption("kube-vip");
    await find("workloadLoadBalancer");
    await page.locator(field("workloadLoadBalancer].value")).selectOption("yawol");
    await find("yawol");
    await page.locator(field("yawolFlavorID].value")).fill("3b1f4a6e-7b2c-4f0e-9a54-0d7f7b1f6c11");
    await page.locator(field("yawolImageID].value")).fill("9d2c1b7a-54a3-4b2f-8c0d-2f6f1f0e8b22");
    await settled();
    await takePicture(page, "12-chosen");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download cluster.yaml" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("cluster.yaml");
    const text = readFileSync(await download.path(), "utf8");
    expect(text).toContain("- name: apiServerLoadBalancer\n        value: kube-vip");
    expect(text).toContain("- name: workloadLoadBalancer\n        value: yawol");
    expect(await page.locator(".status").textContent()).toContain("Cluster API accepts it");
  });

  test("shows in the plan what came from which variable, and what is no longer as by default", async () => {
    await configure();
    await find("workerFlavor");
    await page.locator(field("workerFlavor].value")).fill("SCS-16V-32");
    await settled();
    await page.locator(".object-tree button", { hasText: "OpenStackMachineTemplate" }).last().click();
    const line = page.locator(".line.marked.changed", { hasText: "SCS-16V-32" });
    await line.waitFor();
    expect(await line.textContent()).toContain("workerFlavor");
    await takePicture(page, "20-plan");
    await page.getByRole("tab", { name: "Beside the defaults" }).click();
    expect(await page.locator(".changes").textContent()).toContain("instead of SCS-4V-8");
    await takePicture(page, "21-beside-the-defaults");
  });

  test("says in place what Cluster API would say", async () => {
    await configure();
    await find("workerRootDisk");
    await page.locator(field("workerRootDisk].value")).fill("many");
    await page.locator(".status.bad").waitFor();
    expect(await page.locator(`${field("workerRootDisk].value-findings")}`).textContent()).toContain("must be of type integer");
    expect(await page.locator(field("workerRootDisk].value")).getAttribute("aria-invalid")).toBe("true");
    expect(await yaml()).toContain("value: many");
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePicture(page, "30-error-in-place");
    await page.locator(field("workerRootDisk].value")).fill("80");
    await page.locator(".status.good").waitFor();
  });

  test("hides what has no effect as the Cluster is, and says what it depends on", async () => {
    await configure();
    await find("kubeVip");
    expect(await page.locator(".variable", { hasText: "Settings of kube-vip" }).count()).toBe(0);
    await page.getByRole("checkbox", { name: "Also what has no effect" }).check();
    await page.locator(".variable.idle").first().waitFor();
    expect(await page.locator(".variable.idle").first().textContent()).toContain("It depends on apiServerLoadBalancer");
  });

  test("takes what is written as YAML into the form, and keeps comments when the form writes", async () => {
    await configure();
    const before = await yaml();
    await replaceYaml(before.replace("replicas: 3", "replicas: 5 # asked for by operations"));
    expect(await page.locator('[id="spec.topology.controlPlane.replicas"]').inputValue()).toBe("5");
    await find("sshKeyName");
    await page.locator(field("sshKeyName].value")).fill("deployer");
    await settled();
    expect(await yaml()).toContain("replicas: 5 # asked for by operations");
    expect(await yaml()).toContain("value: deployer");
  });

  test("shows YAML that cannot be read, loses nothing of it, and lets the form wait", async () => {
    await configure();
    const good = await yaml();
    const broken = `${good}\n  : [broken`;
    await replaceYaml(broken);
    await page.locator(".status.bad").waitFor();
    expect(await yaml()).toBe(broken);
    expect(await page.locator('[id="metadata.name"]').isDisabled()).toBe(true);
    await takePicture(page, "40-broken-yaml");
    await replaceYaml(good);
    await page.locator(".status.good").waitFor();
    expect(await page.locator('[id="metadata.name"]').isEnabled()).toBe(true);
  });

  test("adds a pool with values of its own", async () => {
    await configure();
    await page.getByRole("button", { name: "Add a pool" }).click();
    const pool = page.locator("fieldset.pool", { hasText: "Pool pool-2" });
    await pool.locator('[id$=".replicas"]').fill("7");
    await pool.getByRole("combobox", { name: "Give a setting another value here" }).selectOption("workerFlavor");
    await pool.locator('[id$="overrides[workerFlavor].value"]').fill("SCS-32V-64");
    await settled();
    await takePicture(page, "50-pool");
    expect(await yaml()).toContain("name: pool-2");
    await page.locator(".object-tree button", { hasText: "× 7" }).waitFor();
    await page.locator(".object-tree button", { hasText: "OpenStackMachineTemplate" }).last().click();
    await page.locator(".line", { hasText: "SCS-32V-64" }).waitFor();
    await pool.getByRole("button", { name: "Remove pool-2" }).click();
    await expect.poll(yaml).not.toContain("pool-2");
  });

  test("says what rolls when a Cluster that exists changes", async () => {
    await configure();
    await page.getByRole("tab", { name: "What rolls" }).click();
    await page.getByRole("button", { name: "This is how it is now" }).click();
    await page.getByText("No machine is replaced.").waitFor();
    await find("workerFlavor");
    await page.locator(field("workerFlavor].value")).fill("SCS-16V-32");
    await page.locator(".rolls", { hasText: "machineDeployment/default-worker" }).waitFor();
    expect(await page.locator(".rolls > li").count()).toBe(1);
    await takePicture(page, "60-what-rolls");
    await find("nodeCIDR");
    await page.locator(field("nodeCIDR].value")).fill("10.99.0.0/20");
    await page.locator(".status.bad").waitFor();
    expect(await page.locator(".findings .error").first().textContent()).toContain("nodeCIDR");
  });

  test("plans the move of a Cluster from another unit", async () => {
    await configure("openstack-scs-1-35");
    const older = await yaml();
    await configure("openstack-scs-1-36");
    await page.getByRole("tab", { name: "What rolls" }).click();
    await page.getByRole("textbox", { name: "The Cluster that exists" }).fill(older);
    await page.getByRole("button", { name: "Compare with it" }).click();
    await page.locator(".rolls", { hasText: "controlPlane" }).waitFor();
    expect(await page.locator(".rolls > li").count()).toBe(2);
    await takePicture(page, "61-upgrade");
  });

  test("shares a Cluster in the part of the address that no server sees", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await configure();
    await page.locator('[id="metadata.name"]').fill("shared");
    await settled();
    await page.getByRole("button", { name: "Copy a link" }).click();
    await page.getByText("Copied").waitFor();
    const link = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(link.split("#")[0]).toBe(site.address);
    const other = await openPage(browser, site.address);
    await other.page.goto(link);
    await other.page.locator(".status.good").waitFor();
    expect(await other.page.locator('[id="metadata.name"]').inputValue()).toBe("shared");
    expect(other.incidents).toEqual([]);
    await other.page.context().close();
  });

  test("speaks German, is dark, and can be used with the keyboard alone", async () => {
    await configure("docker-scs-1-36");
    await page.getByRole("combobox", { name: "Language" }).selectOption("de");
    await page.getByRole("checkbox", { name: "Dunkel" }).check();
    await page.getByText("Cluster API nimmt ihn an").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("de");
    await takePicture(page, "70-german-dark");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("tab", { name: "Objekte" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("tab", { name: "Neben den Vorgaben" }).getAttribute("aria-selected")).toBe("true");
    await page.reload();
    await page.getByText("Cluster API nimmt ihn an").waitFor();
  });

  test("has nothing for axe to find, with every group open", async () => {
    await configure();
    await page.evaluate("for (const group of document.querySelectorAll('details')) group.open = true");
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test("fits on a telephone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await configure("docker-scs-1-36");
    const width = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(390);
    await takePicture(page, "80-narrow");
  });
});
