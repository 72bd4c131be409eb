import { readFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { browserTest as test } from "./support/browser-test.ts";
import { accessibilityProblems, hasBrowser, openPage, takePicture } from "./support/chromium.ts";
import { fieldOf } from "./support/configurator-page.ts";

const unit = "openstack-scs-1-36";

describe.runIf(hasBrowser)("the configurator", () => {
  test("shows in the plan what came from which variable, and what is no longer as by default", async ({ page, configurator }) => {
    await configurator.open(unit);
    await configurator.fill("workerFlavor", "SCS-16V-32");
    await page.locator(".object-tree button", { hasText: "OpenStackMachineTemplate" }).last().click();
    const line = page.locator(".line.marked.changed", { hasText: "SCS-16V-32" });
    await line.waitFor();
    expect(await line.textContent()).toContain("workerFlavor");
    await takePicture(page, "20-plan");
    await page.getByRole("tab", { name: "Beside the defaults" }).click();
    expect(await page.locator(".changes").textContent()).toContain("instead of SCS-4V-8");
    await takePicture(page, "21-beside-the-defaults");
  });

  test("says in place what Cluster API would say", async ({ page, configurator }) => {
    await configurator.open(unit);
    await configurator.fill("workerRootDisk", "many");
    await page.locator(".status.bad").waitFor();
    expect(await page.locator('[id="spec.topology.variables[workerRootDisk].value-findings"]').textContent()).toContain(
      "must be of type integer",
    );
    expect(await page.locator(fieldOf("workerRootDisk")).getAttribute("aria-invalid")).toBe("true");
    expect(await configurator.yaml()).toContain("value: many");
    expect(await accessibilityProblems(page)).toEqual([]);
    await takePicture(page, "30-error-in-place");
    await page.locator(fieldOf("workerRootDisk")).fill("80");
    await page.locator(".status.good").waitFor();
  });

  test("hides what has no effect as the Cluster is, and says what it depends on", async ({ page, configurator }) => {
    await configurator.open(unit);
    await configurator.find("kubeVip");
    expect(await page.locator(".variable", { hasText: "Settings of kube-vip" }).count()).toBe(0);
    await page.getByRole("checkbox", { name: "Also what has no effect" }).check();
    await page.locator(".variable.idle").first().waitFor();
    expect(await page.locator(".variable.idle").first().textContent()).toContain("It depends on apiServerLoadBalancer");
  });

  test("takes what is written as YAML into the form, and keeps comments when the form writes", async ({ page, configurator }) => {
    await configurator.open(unit);
    const before = await configurator.yaml();
    await configurator.replaceYaml(before.replace("replicas: 3", "replicas: 5 # asked for by operations"));
    expect(await page.locator('[id="spec.topology.controlPlane.replicas"]').inputValue()).toBe("5");
    await configurator.fill("sshKeyName", "deployer");
    expect(await configurator.yaml()).toContain("replicas: 5 # asked for by operations");
    expect(await configurator.yaml()).toContain("value: deployer");
  });

  test("shows YAML that cannot be read, loses nothing of it, and lets the form wait", async ({ page, configurator }) => {
    await configurator.open(unit);
    const good = await configurator.yaml();
    const broken = `${good}\n  : [broken`;
    await configurator.replaceYaml(broken);
    await page.locator(".status.bad").waitFor();
    expect(await configurator.yaml()).toBe(broken);
    expect(await page.locator('[id="metadata.name"]').isDisabled()).toBe(true);
    await takePicture(page, "40-broken-yaml");
    await configurator.replaceYaml(good);
    await page.locator(".status.good").waitFor();
    expect(await page.locator('[id="metadata.name"]').isEnabled()).toBe(true);
  });

  test("adds a pool with values of its own", async ({ page, configurator }) => {
    await configurator.open(unit);
    await page.getByRole("button", { name: "Add a pool" }).click();
    const pool = page.locator("fieldset.pool", { hasText: "Pool pool-2" });
    await pool.locator('[id$=".replicas"]').fill("7");
    await pool.getByRole("combobox", { name: "Give a setting another value here" }).selectOption("workerFlavor");
    await pool.locator('[id$="overrides[workerFlavor].value"]').fill("SCS-32V-64");
    await configurator.settled();
    await takePicture(page, "50-pool");
    expect(await configurator.yaml()).toContain("name: pool-2");
    await page.locator(".object-tree button", { hasText: "× 7" }).waitFor();
    await page.locator(".object-tree button", { hasText: "OpenStackMachineTemplate" }).last().click();
    await page.locator(".line", { hasText: "SCS-32V-64" }).waitFor();
    await pool.getByRole("button", { name: "Remove pool-2" }).click();
    await expect.poll(configurator.yaml).not.toContain("pool-2");
  });

  test("says what rolls when a Cluster that exists changes", async ({ page, configurator }) => {
    await configurator.open(unit);
    await page.getByRole("tab", { name: "What rolls" }).click();
    await page.getByRole("button", { name: "This is how it is now" }).click();
    await page.getByText("No machine is replaced.").waitFor();
    await configurator.fill("workerFlavor", "SCS-16V-32");
    await page.locator(".rolls", { hasText: "machineDeployment/default-worker" }).waitFor();
    expect(await page.locator(".rolls > li").count()).toBe(1);
    await takePicture(page, "60-what-rolls");
    await configurator.fill("nodeCIDR", "10.99.0.0/20");
    await page.locator(".status.bad").waitFor();
    expect(await page.locator(".findings .error").first().textContent()).toContain("nodeCIDR");
  });

  test("plans the move of a Cluster from another unit", async ({ page, configurator }) => {
    await configurator.open("openstack-scs-1-35");
    const older = await configurator.yaml();
    await configurator.open("openstack-scs-1-36");
    await page.getByRole("tab", { name: "What rolls" }).click();
    await page.getByRole("textbox", { name: "The Cluster that exists" }).fill(older);
    await page.getByRole("button", { name: "Compare with it" }).click();
    await page.locator(".rolls", { hasText: "controlPlane" }).waitFor();
    expect(await page.locator(".rolls > li").count()).toBe(2);
    await takePicture(page, "61-upgrade");
  });

  test("shares a Cluster in the part of the address that no server sees", async ({ browser, page, site, configurator }) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await configurator.open(unit);
    await page.locator('[id="metadata.name"]').fill("shared");
    await configurator.settled();
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

  test("gives away what else somebody needs, and says what is missing for it", async ({ page, configurator }) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await configurator.open(unit);
    await page.getByText("More files").click();
    const download = async (name: string): Promise<string> => {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: `Download ${name}`, exact: true }).click(),
      ]);
      expect(file.suggestedFilename()).toBe(name);
      return readFileSync(await file.path(), "utf8");
    };
    expect(await download("clusterstack.yaml")).toContain("kind: ClusterStack");
    expect((JSON.parse(await download("plan.json")) as { objects: unknown[] }).objects.length).toBeGreaterThan(5);
    await page.getByRole("button", { name: "Download addons-flux.yaml" }).click();
    await page.locator(".more-files .bad").first().waitFor();
    expect(await page.locator(".more-files .bad").first().textContent()).toContain("has no repository");
    await page.getByRole("textbox", { name: "Where you push charts" }).fill("oci://registry.example.com/charts");
    expect(await download("addons-flux.yaml")).toContain("kind: HelmRelease");
    await takePicture(page, "62-more-files");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Copy addons-caaph.yaml" }).click();
    await page.getByText("addons-caaph.yaml is made.").waitFor();
    expect(await page.evaluate<string>("navigator.clipboard.readText()")).toContain("kind: HelmChartProxy");
  });

  test("speaks German, is dark, and can be used with the keyboard alone", async ({ page, configurator }) => {
    await configurator.open("docker-scs-1-36");
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

  test("has nothing for axe to find, with every group open", async ({ page, configurator }) => {
    await configurator.open(unit);
    await page.evaluate("for (const group of document.querySelectorAll('details')) group.open = true");
    await expect.poll(() => page.locator("details.group:not(:has(.field))").count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test("fits on a telephone", async ({ page, configurator }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await configurator.open("docker-scs-1-36");
    const width = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(390);
    await takePicture(page, "80-narrow");
  });
});
