import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { JsonObject, Plan } from "@cstack/clusterclass";
import { type DeliveryData, type UnitData, variablePath } from "@cstack/configurator";
import { oneText } from "@cstack/delivery";
import type { RenderedUnit } from "@cstack/generator";
import { toYamlStream } from "@cstack/model";
import { execa } from "execa";
import fc from "fast-check";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { deliverToFile } from "../../packages/cli/src/deliver-to-file.ts";
import { sampleWithVariables } from "../../packages/cli/src/sample-with-variables.ts";
import { openWorkspace, renderOrFail, resolveOrFail, selectOneUnit } from "../../packages/cli/src/workspace.ts";
import type { DeliveryRequest } from "../../packages/configurator/src/engine/delivered-manifests.ts";
import type { DeliveryAnswer, WholePlan } from "../../packages/configurator/src/engine/messages.ts";
import { root } from "../support/repository.ts";
import { browserTest } from "./support/browser-test.ts";
import { hasBrowser } from "./support/chromium.ts";
import { addNumbers } from "./support/numbers.ts";
import { runFolder } from "./support/run-folder.ts";

const program = join(root, "packages/cli/bin/cstack.mjs");
const unit = "openstack-scs-1-36";
const configurations = 200;
const charts = "oci://registry.example.com/charts";

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

/** With the data of the unit, and its page open. */
const test = browserTest.extend("data", async ({ page, site }) => {
  await page.goto(site.address);
  return (await (await fetch(`${site.address}units/${unit}/v1.json`)).json()) as UnitData;
});

/** A configuration as text, and what the engine made of it. */
interface BrowserAnswer {
  text: string;
  answers: (WholePlan | DeliveryAnswer)[];
}

/** Asks the worker that is served, in the browser, for the text of each configuration and for what is wanted of it. */
async function answersOfBrowser(
  page: Page,
  data: UnitData,
  cases: readonly JsonObject[],
  wanted: readonly object[],
): Promise<BrowserAnswer[]> {
  const edits = cases.map((variables) => Object.entries(variables).map(([name, value]) => ({ path: variablePath(name), value })));
  const script = `async ({ worker, data, edits, wanted }) => {
    const engine = new Worker(worker, { type: "module" });
    const ask = (request) => new Promise((resolve) => { engine.onmessage = (event) => resolve(event.data); engine.postMessage(request); });
    const answers = [];
    await ask({ open: { data, facts: undefined }, text: data.sample });
    for (const [plan, changes] of edits.entries()) {
      const { text } = await ask({ plan, text: data.sample, edits: changes, role: "" });
      const made = [];
      for (const want of wanted) made.push(await ask({ question: plan, ...want }));
      answers.push({ text, answers: made });
    }
    return answers;
  }`;
  const { manifests, className, sample } = data;
  const worker = assets().find((name) => name.startsWith("engine.worker"))!;
  const given = { worker: `assets/${worker}`, data: { manifests, className, sample }, edits, wanted };
  return page.evaluate(`(${script})(${JSON.stringify(given)})`);
}

function renderedUnit(version: string): RenderedUnit {
  const workspace = openWorkspace(root);
  return renderOrFail(resolveOrFail(workspace, selectOneUnit(workspace, unit)), { version });
}

describe.runIf(hasBrowser)("the configurator and the command line", () => {
  test(`make the same YAML and the same plans of ${configurations} configurations`, { timeout: 300_000 }, async ({ page, data }) => {
    const cases = randomVariables(data);
    const rendered = renderedUnit(data.version);
    const texts = cases.map((variables) => sampleWithVariables(rendered, variables));
    const fromBrowser = await answersOfBrowser(page, data, cases, [{ whole: true }]);
    expect(fromBrowser.map(({ text }) => text)).toEqual(texts);

    const ofClass = toYamlStream(data.manifests);
    const input = texts.map((text, id) => JSON.stringify({ id: String(id), yaml: `${ofClass}---\n${text}` })).join("\n");
    const { stdout } = await execa(process.execPath, [program, "plan", "--batch"], { input: `${input}\n`, maxBuffer: 1 << 30 });
    const fromCli = stdout.split("\n").map((line) => comparable(JSON.parse(line) as Plan));
    expect(fromBrowser.map(({ answers: [answer] }) => comparable((answer as WholePlan).plan))).toEqual(fromCli);
    const accepted = fromCli.filter(({ errors }) => errors.length === 0).length;
    expect(accepted).toBeGreaterThan(configurations / 10);
    expect(accepted).toBeLessThan(configurations);
  });

  test("make the same manifests of addons for Flux and CAAPH", async ({ page, site, data }) => {
    const cases = randomVariables(data);
    const rendered = renderedUnit(data.version);
    const delivery = (await (await fetch(`${site.address}${data.files.delivery}`)).json()) as DeliveryData;
    const requests = (["flux", "caaph"] as const).map((way): DeliveryRequest => ({ unit: delivery, delivery: way, repository: charts }));
    const fromBrowser = await answersOfBrowser(
      page,
      data,
      cases,
      requests.map((deliver) => ({ deliver })),
    );
    const file = join(runFolder, "cluster.yaml");
    const fromCli = fromBrowser.map(({ text }) => {
      writeFileSync(file, text);
      return requests.map((request) => {
        const { files } = deliverToFile(rendered, file, request.delivery, request.repository);
        return files === undefined ? undefined : oneText(files.texts);
      });
    });
    expect(fromBrowser.map(({ answers }) => answers.map((answer) => (answer as DeliveryAnswer).text))).toEqual(fromCli);
    expect(fromCli.flat().filter((text) => text !== undefined).length).toBeGreaterThan(configurations / 10);
    const flags = ["--cluster", file, "--with", "caaph", "--repository", charts];
    const { stdout } = await execa(process.execPath, [program, "deliver", unit, ...flags], { reject: false, stripFinalNewline: false });
    expect(stdout).toBe(fromCli.at(-1)?.[1] ?? "");
  });

  test("are fast enough to type with: the numbers of this run", async ({ page, site }) => {
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
    addNumbers(numbers);
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
