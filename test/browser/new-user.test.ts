import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect } from "vitest";
import { root } from "../support/repository.ts";
import { browserTest } from "./support/browser-test.ts";
import { hasBrowser, openPage, takePicture } from "./support/chromium.ts";
import { fieldOf } from "./support/configurator-page.ts";
import { addNumbers } from "./support/numbers.ts";
import { startUi } from "./support/served-site.ts";

const minutes = 5;

/** From the README to a Cluster with other load balancers, by what the README and the pages say and nothing else. Each step has a picture and its seconds. */
describe.runIf(hasBrowser)("somebody new", () => {
  browserTest(
    `has a Cluster of OpenStack with kube-vip and yawol in under ${minutes} minutes`,
    { timeout: 600_000 },
    async ({ browser }) => {
      const readme = readFileSync(join(root, "README.md"), "utf8");
      const seconds: Record<string, number> = {};
      async function step<T>(name: string, act: () => Promise<T>): Promise<T> {
        const start = performance.now();
        const result = await act();
        seconds[name] = Math.round((performance.now() - start) / 100) / 10;
        return result;
      }

      expect(readme).toMatch(/^npm start /m);
      await step("npm start", () => execa("npm", ["start"], { cwd: root }));
      expect(readme).toMatch(/^npx cstack ui /m);
      const site = await step("cstack ui", () => startUi(root));
      try {
        const { page, incidents } = await openPage(browser, site.address);
        await step("catalog", async () => {
          await page.goto(site.address);
          await page
            .getByRole("link", { name: /^Configure/ })
            .first()
            .waitFor();
        });
        await takePicture(page, "new-user-1-catalog");

        await step("find the unit", async () => {
          await page.getByRole("searchbox", { name: "Search" }).fill("openstack kube-vip yawol");
          await page.getByRole("combobox", { name: "Kubernetes" }).selectOption("1.36");
        });
        await takePicture(page, "new-user-2-found");

        await step("open the form", async () => {
          await page.getByRole("link", { name: "Configure openstack-scs-1-36" }).click();
          await page.locator(".status.good").waitFor();
        });
        await takePicture(page, "new-user-3-form");

        const find = page.getByRole("searchbox", { name: "Find a setting" });
        await step("choose kube-vip", async () => {
          await find.fill("kube-vip");
          await page.locator(fieldOf("apiServerLoadBalancer")).selectOption("kube-vip");
          // Below the field stands what it is for: with kube-vip the virtual IP, which must be set.
          await page.locator(fieldOf("apiServerFixedIP")).fill("10.8.0.10");
        });
        await takePicture(page, "new-user-4-kube-vip");

        await step("choose yawol", async () => {
          await find.fill("yawol");
          await page.locator(fieldOf("workloadLoadBalancer")).selectOption("yawol");
          await page.locator('.status[aria-busy="false"]').waitFor();
        });
        await takePicture(page, "new-user-5-yawol");

        await step("fill in", async () => {
          await page.locator(fieldOf("yawolFlavorID")).fill("3b1f4a6e-7b2c-4f0e-9a54-0d7f7b1f6c11");
          await page.locator(fieldOf("yawolImageID")).fill("9d2c1b7a-54a3-4b2f-8c0d-2f6f1f0e8b22");
          await find.fill("");
          await page.locator('[id="metadata.name"]').fill("my-first");
          await page.locator('.status.good[aria-busy="false"]').waitFor();
        });
        await takePicture(page, "new-user-6-filled-in");

        const text = await step("download", async () => {
          const [download] = await Promise.all([
            page.waitForEvent("download"),
            page.getByRole("button", { name: "Download cluster.yaml" }).click(),
          ]);
          return readFileSync(await download.path(), "utf8");
        });
        await takePicture(page, "new-user-7-downloaded");
        for (const line of ["name: my-first", "value: kube-vip", "value: 10.8.0.10", "value: yawol"]) expect(text).toContain(line);
        expect(incidents).toEqual([]);
        await page.context().close();
      } finally {
        await site.stop();
      }
      const total = Object.values(seconds).reduce((sum, time) => sum + time, 0);
      addNumbers({ newUserSeconds: { ...seconds, total: Math.round(total * 10) / 10 } });
      expect(total).toBeLessThan(minutes * 60);
    },
  );
});
