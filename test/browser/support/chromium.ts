import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findTool, skipped } from "../../support/tools.ts";
import { runFolder } from "./run-folder.ts";

const program = process.env["CSTACK_CHROMIUM"] ?? findTool("chromium") ?? findTool("chromium-browser");

/** Whether there is a browser; says what is missing where there is none. */
export const hasBrowser = program !== undefined;
if (!hasBrowser) skipped("browser", "chromium is missing", "apt-get install chromium");

/** Starts Chromium without a window. */
export async function startBrowser(): Promise<Browser> {
  const args = ["--disable-background-networking", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  return chromium.launch({ executablePath: program!, args });
}

/** A page, and what must never happen on it: errors, refused content, requests to elsewhere. */
export interface WatchedPage {
  page: Page;
  /** What happened of that so far. */
  incidents: string[];
}

/** Opens a page that may ask only one origin. */
export async function openPage(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, locale: "en-GB", acceptDownloads: true, ...options });
  const page = await context.newPage();
  const incidents: string[] = [];
  page.on("pageerror", (error) => incidents.push(`error: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") incidents.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:") && !url.startsWith("blob:")) incidents.push(`request: ${url}`);
  });
  return { page, incidents };
}

/** A picture of the page under a name that sorts by the order of the steps. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(runFolder, `${name}.png`), fullPage: false });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with the page as it stands: rule and elements. Run beside the page's policy, which lets no foreign script in. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const client = await page.context().newCDPSession(page);
  await client.send("Runtime.evaluate", { expression: axeSource });
  const { result } = await client.send("Runtime.evaluate", {
    expression: "axe.run(document, {resultTypes: ['violations']}).then((r) => JSON.stringify(r.violations))",
    awaitPromise: true,
  });
  await client.detach();
  const violations = JSON.parse(String(result.value)) as { id: string; nodes: { target: unknown; failureSummary?: string }[] }[];
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => `${id} ${JSON.stringify(target)} ${failureSummary}`),
  );
}
