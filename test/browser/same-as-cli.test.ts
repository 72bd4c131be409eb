import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { JsonObject, Plan } from "@cstack/clusterclass";
import { type UnitData, variablePath } from "@cstack/configurator";
import { toYamlStream } from "@cstack/generator";
import { execa } from "execa";
import fc from "fast-check";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleWithVariables } from "../../packages/cli/src/sample-with-variables.ts";
import { openWorkspace, renderOrFail, resolveOrFail, selectOneUnit } from "../../packages/cli/src/workspace.ts";
import { root } from "../support/repository.ts";
import { hasBrowser, openPage, runFolder, startBrowser } from "./support/chromium.ts";
import { type ServedSite, startUi } from "./support/served-site.ts";

const program = join(root, "packages/cli/bin/cstack.mjs");
const unit = "openstack-scs-1-36";
const configurations = 200;

/** Random variables of a unit with values that their authors named, or that are there to be refused. */
function randomVariables({ variables }: UnitData): JsonObject[] {
  const value = ({ schema, examples }: UnitData["variables"][number]) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...(examples.length > 0 ? examples : [schema["default"] ?? "x"])) },
      { weight: 1, arbitrary: fc.constantFrom<JsonObject[string]>("yes", "0x1f", "a: b", "", -1, [], {}, true) },
    );
  const some = fc.uniqueArray(fc.constantFrom(...variables), { maxLength: 12, selector: ({ name }) => name });
  const configuration = some.chain((chosen) => fc.record(Object.fromEntries(chosen.map((variable) => [variable.name, value(variable)]))));
  return fc.sample(configuration, { numRuns: configurations, seed: 36 }) as JsonObject[];
}

describe.runIf(hasBrowser)("the configurator and the command line", () => {
  let site: ServedSite;
  let browser: Browser;
  let data: UnitData;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startUi(root), startBrowser()]);
    data = (await (await fetch(`${site.address}units/${unit}/v1.json`)).json()) as UnitData;
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  test(`make the same YAML and the same plans of ${configurations} configurations`, async () => {
    const cases = randomVariables(data);
    const workspace = openWorkspace(root);
    const rendered = renderOrFail(resolveOrFail(workspace, selectOneUnit(workspace, unit)), { version: data.version });
    const texts = cases.map((variables) => sampleWithVariables(rendered, variables));
    const fromBrowser = await answersOfBrowser(cases);
    expect(fromBrowser.map(({ text }) => text)).toEqual(texts);

    const ofClass = toYamlStream(data.manifests);
    const input = texts.map((text, id) => JSON.stringify({ id: String(id), yaml: `${ofClass}---\n${text}` })).join("\n");
    const { stdout } = await execa(process.execPath, [program, "plan", "--batch"], { input: `${input}\n`, maxBuffer: 1 << 30 });
    const fromCli = stdout.split("\n").map((line) => comparable(JSON.parse(line) as Plan));
    expect(fromBrowser.map(({ plan }) => comparable(plan))).toEqual(fromCli);
    const accepted = fromCli.filter(({ errors }) => errors.length === 0).length;
    expect(accepted).toBeGreaterThan(configurations / 10);
    expect(accepted).toBeLessThan(configurations);
  });

  /** Asks the worker that is served, in the browser, for the text and the plan of each configuration. */
  async function answersOfBrowser(cases: readonly JsonObject[]): Promise<{ text: string; plan: Plan }[]> {
    const { page } = await openPage(browser, site.address);
    await page.goto(site.address);
    const edits = cases.map((variables) => Object.entries(variables).map(([name, value]) => ({ path: variablePath(name), value })));
    const script = `async ({ worker, data, edits }) => {
      const engine = new Worker(worker, { type: "module" });
      const ask = (request) => new Promise((resolve) => { engine.onmessage = (event) => resolve(event.data); engine.postMessage(request); });
      const answers = [];
      await ask({ open: { data, facts: undefined }, text: data.sample });
      for (const [plan, changes] of edits.entries()) {
        const { text } = await ask({ plan, text: data.sample, edits: changes, role: "" });
        answers.push({ text, plan: (await ask({ whole: plan })).plan });
      }
      return answers;
    }`;
    const { manifests, className, sample } = data;
    const worker = assets().find((name) => name.startsWith("engine.worker"))!;
    return page.evaluate(`(${script})(${JSON.stringify({ worker: `assets/${worker}`, data: { manifests, className, sample }, edits })})`);
  }

  test("are fast enough to type with: the numbers of this run", async () => {
    const { page } = await openPage(browser, site.address);
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(`${site.address}#/configure/${unit}/v1`);
    await page.locator('[id="metadata.name"]:enabled').waitFor();
    const interactive = await page.evaluate<number>("performance.now()");
    await page.locator(".status.good").waitFor();
    const firstPlan = await page.evaluate<number>("performance.now()");
    await page.locator(".cm-content").waitFor();
    await page.getByRole("searchbox", { name: "Find a setting" }).fill("workerFlavor");
    const times = [];
    const input = page.locator('[id="spec.topology.variables[workerFlavor].value"]');
    for (const key of "SCS-16V-32-100s-and-more") {
      await input.press(key);
      await page.locator('.status[aria-busy="false"]').waitFor();
      times.push(Number(await page.locator(".status").getAttribute("data-milliseconds")));
    }
    const sorted = times.toSorted((a, b) => a - b);
    const numbers = {
      unit,
      firstLoadGzipBytes: sizeOf(loaded.filter((path) => /\.(js|css)$/.test(path) && !/yaml-editor|browser-/.test(path))),
      editorGzipBytes: sizeOf(loaded.filter((path) => /yaml-editor|browser-/.test(path))),
      interactiveMilliseconds: Math.round(interactive),
      firstPlanMilliseconds: Math.round(firstPlan),
      keystrokeMilliseconds: { median: sorted[Math.floor(sorted.length / 2)], slowest: sorted.at(-1) },
    };
    writeFileSync(join(runFolder, "numbers.json"), `${JSON.stringify(numbers, undefined, 2)}\n`);
    process.stdout.write(`browser: ${JSON.stringify(numbers)}\n`);
    // Bytes are the same everywhere; times depend on the machine, so they are only reported.
    expect(numbers.firstLoadGzipBytes).toBeLessThan(250_000);
  });
});

const assetsFolder = join(root, "packages/configurator/dist/site/assets");

function assets(): string[] {
  return readdirSync(assetsFolder);
}

function sizeOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(assetsFolder, path.slice(path.lastIndexOf("/") + 1)))).length, 0);
}

/** A plan without the rules and layers that text output leaves out. */
function comparable({ errors, warnings, objects, variables, overrides, unknown }: Plan) {
  return {
    errors: errors.map(({ stage, field = "", message }) => ({ stage, field, message })),
    warnings,
    objects,
    variables,
    overrides,
    unknown,
  };
}
