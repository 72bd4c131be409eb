import { expect, test } from "vitest";
import { root } from "../../support/repository.ts";
import { openPage, startBrowser } from "./chromium.ts";
import { configuratorOn } from "./configurator-page.ts";
import { startUi } from "./served-site.ts";

/**
 * A test with the pages in Chromium: a browser, one site for a file (`cstack ui` of this checkout, unless the file overrides it), and a page for each
 * test, on which in the end nothing may have gone wrong: no error, nothing refused, nothing asked of another origin.
 */
export const browserTest = test
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  .extend("browser", { scope: "worker" }, async ({}, { onCleanup }) => {
    const browser = await startBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  // biome-ignore lint/correctness/noEmptyPattern: as above
  .extend("site", { scope: "file" }, async ({}, { onCleanup }) => {
    const site = await startUi(root);
    onCleanup(site.stop);
    return site;
  })
  .extend("watched", async ({ browser, site }, { onCleanup }) => {
    const watched = await openPage(browser, site.address);
    onCleanup(async () => {
      await watched.page.context().close();
      expect(watched.incidents).toEqual([]);
    });
    return watched;
  })
  .extend("page", ({ watched }) => watched.page)
  .extend("configurator", ({ page, site }) => configuratorOn(page, site.address));
