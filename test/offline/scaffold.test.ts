import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  EjsRenderer,
  type Feature,
  listUnits,
  missedExpectations,
  parseRepository,
  planAddon,
  planFeature,
  planMinor,
  planProvider,
  planStack,
  type RenderedUnit,
  type Repository,
  readSourceTree,
  renderUnit,
  resolveUnit,
  type ScaffoldPlan,
} from "@cstack/generator";
import { type Diagnostic, formatDiagnostic, type Result } from "@cstack/model";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { performScaffold } from "../../packages/cli/src/commands/new/perform.ts";
import { judgeClass } from "../../packages/cli/src/judge.ts";
import { copySources, parsedSources } from "../support/checkout-copy.ts";

/** Every scaffold on a copy of this repository's own sources: it must build as it stands, whatever the sources have become. */

const checkout = fileURLToPath(new URL("../..", import.meta.url));
/** Ids that nobody would give. */
const newStack = "scaffoldedstack";
const newProvider = "scaffoldedprovider";

const ejs = new EjsRenderer();
let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "scaffold-"));
  copySources(root);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("cstack new addon", () => {
  test("ships in all units of the named stack on the named provider, with the chart of the command line", () => {
    const { stack, provider } = anOffer();
    const chart = { name: "reloader", repository: "https://charts.example.com/stable", version: "2.1.0" };
    const plan = scaffold((repository) => planAddon(repository, { id: "spare-part", stack, provider, chart }));
    const charts = renderAll().flatMap(({ unit, addonCharts }) => {
      const text = addonCharts.get("spare-part/Chart.yaml");
      return text === undefined ? [] : [{ stack: unit.stack.data.id, provider: unit.provider.data.id, text }];
    });
    expect(new Set(charts.map((item) => `${item.stack} ${item.provider}`))).toEqual(new Set([`${stack} ${provider}`]));
    expect(charts[0]?.text).toContain("repository: https://charts.example.com/stable");
    expect(charts[0]?.text).toContain('version: "2.1.0"');
    expect(changedLines(plan)).toEqual([1]);
  });

  test("marks everything that nobody gave, and says which line a stack needs", () => {
    const plan = scaffold((repository) => planAddon(repository, { id: "spare-part" }));
    renderAll();
    expect(read("addons/spare-part/addon.yaml")).toContain("name: fill-in\n");
    expect(read("addons/spare-part/versions.yaml")).not.toContain("digest");
    expect(plan.notes.map(({ text }) => text)).toContain("Add spare-part to addons of each provider that ships it: no stack does yet.");
  });

  test("is refused the second time, and nothing is written", () => {
    refusedTwice((repository) => planAddon(repository, { id: "spare-part", ...anOffer() }));
  });
});

describe("cstack new feature", () => {
  test.each(layersInUse())("of %s is in the class of every unit with that layer, and its checks hold there", (provider) => {
    scaffold((repository) => planFeature(repository, { id: "spare-part", provider, variable: "sparePart" }));
    const having = renderAll().filter(({ unit }) => unit.layers.some((layer) => layer.data.id === provider) && !listsFeatures(unit));
    expect(having.length).toBeGreaterThan(0);
    for (const rendered of having) expect(failedChecks(rendered, "spare-part")).toEqual([]);
  });

  test("has checks that tell on from off", () => {
    const { provider } = anOffer();
    scaffold((repository) => planFeature(repository, { id: "spare-part", provider }));
    const [rendered] = renderAll().filter(({ unit }) => unit.provider.data.id === provider);
    const [on, off] = featureOf(rendered!, "spare-part").data.checks ?? [];
    expect(missedExpectations(rendered!, { ...on!, given: {} })).not.toEqual([]);
    expect(missedExpectations(rendered!, { ...off!, given: on!.given! })).not.toEqual([]);
  });

  test("is refused the second time, and nothing is written", () => {
    refusedTwice((repository) => planFeature(repository, { id: "spare-part", provider: anOffer().provider }));
  });
});

describe("cstack new stack", () => {
  test("offers every provider and every minor with facts", () => {
    const offered = listUnits(repositoryOnDisk()).map(({ provider, minor }) => `${provider} ${minor}`);
    scaffold((repository) => planStack(repository, { id: newStack }));
    const units = renderAll().filter(({ unit }) => unit.stack.data.id === newStack);
    expect(units.map(({ unit }) => `${unit.provider.data.id} ${unit.minor}`)).toEqual(expect.arrayContaining(offered));
  });

  test("is a workspace that turbo knows as it knows the others", () => {
    const { stack } = anOffer();
    scaffold((repository) => planStack(repository, { id: newStack }));
    const renamed = (text: string) => JSON.parse(text.replaceAll(new RegExp(`\\b${stack}\\b`, "g"), newStack)) as Record<string, unknown>;
    expect(JSON.parse(read(`stacks/${newStack}/turbo.json`))).toEqual(renamed(read(`stacks/${stack}/turbo.json`)));
    const { name, scripts, devDependencies } = renamed(read(`stacks/${stack}/package.json`));
    const own = JSON.parse(read(`stacks/${newStack}/package.json`)) as Record<string, object>;
    expect(own).toMatchObject({ name, scripts, version: "0.0.0", private: true });
    expect(Object.keys(own["devDependencies"]!)).toEqual(Object.keys(devDependencies as object));
  });

  test("is refused the second time, and nothing is written", () => {
    refusedTwice((repository) => planStack(repository, { id: newStack }));
  });
});

describe("cstack new provider", () => {
  test("makes units of its own kinds in the named stack, and the checks of its example hold", () => {
    const { stack } = anOffer();
    const plan = scaffold((repository) => planProvider(repository, { id: newProvider, stack }));
    const units = renderAll().filter(({ unit }) => unit.provider.data.id === newProvider);
    expect(units.length).toBeGreaterThan(0);
    expect(units[0]?.templates.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["ScaffoldedproviderClusterTemplate", "ScaffoldedproviderMachineTemplate"]),
    );
    for (const rendered of units) expect(failedChecks(rendered, "machine-type")).toEqual([]);
    expect(changedLines(plan)).toEqual([1]);
  });

  test("can get a feature and a stack of its own at once", () => {
    scaffold((repository) => planProvider(repository, { id: newProvider }));
    scaffold((repository) => planFeature(repository, { id: "spare-part", provider: newProvider }));
    scaffold((repository) => planStack(repository, { id: newStack, providers: [newProvider] }));
    const units = renderAll().filter(({ unit }) => unit.stack.data.id === newStack);
    expect(units.length).toBeGreaterThan(0);
    for (const rendered of units) expect(failedChecks(rendered, "spare-part")).toEqual([]);
  });

  test("is refused the second time, and nothing is written", () => {
    refusedTwice((repository) => planProvider(repository, { id: newProvider, stack: anOffer().stack }));
  });
});

describe("cstack new minor", () => {
  test("gives every stack its units of the minor, with marked facts and without digests", () => {
    const minor = nextMinor();
    const repository = repositoryOnDisk();
    const following = listUnits(repository).filter(
      ({ stack, provider }) => repository.stacks.get(stack)?.data.providers[provider]?.kubernetes === undefined,
    );
    const plan = scaffold((sources) => planMinor(sources, { minor }));
    const units = renderAll().filter(({ unit }) => unit.minor === minor);
    expect(new Set(units.map(({ unit }) => `${unit.stack.data.id} ${unit.provider.data.id}`))).toEqual(
      new Set(following.map(({ stack, provider }) => `${stack} ${provider}`)),
    );
    for (const { unit } of units) {
      expect(unit.kubernetes).toMatchObject({ version: `${minor}.0`, source: expect.stringContaining("fill in: ") });
      if (unit.nodeImage === undefined) continue;
      expect(unit.nodeImage).toMatchObject({ kubernetes: `${minor}.0`, source: expect.stringContaining("fill in: ") });
      expect(unit.nodeImage.digest).toBeUndefined();
      // A provider whose images nobody publishes has rows without an address.
      const before = repository.providers.get(unit.provider.data.id)?.versions?.data.nodeImages?.at(-1);
      const expected = before?.image === undefined && before?.url === undefined ? "" : `${minor}.0`;
      expect(`${unit.nodeImage.image ?? ""}${unit.nodeImage.url ?? ""}`).toContain(expected);
    }
    const facts = [...plan.edits.keys()].filter((path) => !path.startsWith("stacks/"));
    expect(plan.notes.map(({ file }) => file)).toEqual(expect.arrayContaining(facts));
  });

  test("is refused the second time, and nothing is written", () => {
    const minor = nextMinor();
    refusedTwice((repository) => planMinor(repository, { minor }));
  });
});

test("a dry run writes nothing", () => {
  const before = texts();
  const { value } = planStack(repositoryOnDisk(), { id: newStack });
  expect(performScaffold(root, value!, { dryRun: true })).toEqual([]);
  expect(texts()).toEqual(before);
});

function repositoryOnDisk(): Repository {
  const { tree, diagnostics } = readSourceTree(root);
  const parsed = parseRepository(tree, parsedSources);
  expect([...diagnostics, ...parsed.diagnostics].map(formatDiagnostic)).toEqual([]);
  return parsed.repository;
}

/** Plans and performs on the copy. */
function scaffold(plan: (repository: Repository) => Result<ScaffoldPlan>): ScaffoldPlan {
  const { value, diagnostics } = plan(repositoryOnDisk());
  expect(diagnostics.map(formatDiagnostic)).toEqual([]);
  expect(performScaffold(root, value!, { dryRun: false })).toEqual([]);
  expect(readdirSync(join(root, ".cstack"))).toEqual([]);
  for (const [path, text] of value!.files) if (path.endsWith(".yaml")) expect(existsSync(schemaOf(path, text)), path).toBe(true);
  return value!;
}

/** The schema that a new file names for editors, where the checkout would have it. */
function schemaOf(path: string, text: string): string {
  return join(checkout, path, "..", /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1] ?? "missing");
}

/** Every unit of the copy, rendered and admitted; any finding of an earlier step fails. */
function renderAll(): RenderedUnit[] {
  const repository = repositoryOnDisk();
  return listUnits(repository).map((key) => {
    const resolved = resolveUnit(repository, key);
    const { rendered, diagnostics } = resolved.unit === undefined ? { diagnostics: [] } : renderUnit(resolved.unit, { version: "v1", ejs });
    const admission = rendered === undefined ? [] : judgeClass(rendered);
    expect(errors([...resolved.diagnostics, ...diagnostics, ...admission])).toEqual([]);
    return rendered!;
  });
}

function errors(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.filter(({ severity }) => severity === "error").map(formatDiagnostic);
}

function refusedTwice(plan: (repository: Repository) => Result<ScaffoldPlan>): void {
  const first = scaffold(plan);
  const before = texts();
  const { value, diagnostics } = plan(repositoryOnDisk());
  expect(value).toBeUndefined();
  expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["CS1301"]));
  if (first.files.size > 0) expect(performScaffold(root, first, { dryRun: false }).map(({ code }) => code)).toContain("CS1301");
  expect(texts()).toEqual(before);
}

/** All files of the copy by path, without the folder that git ignores. */
function texts(): Map<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.startsWith(join(root, ".cstack")));
  return new Map(paths.sort().map((path) => [path, readFileSync(path, "utf8")]));
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Lines that each edit of a plan has and the checkout has not. */
function changedLines(plan: ScaffoldPlan): number[] {
  return [...plan.edits].map(([path, text]) => {
    const before = new Set(readFileSync(join(checkout, path), "utf8").split("\n"));
    return text.split("\n").filter((line) => !before.has(line)).length;
  });
}

/** Some provider that some stack offers. */
function anOffer(): { stack: string; provider: string } {
  const [unit] = listUnits(repositoryOnDisk());
  return { stack: unit!.stack, provider: unit!.provider };
}

/** Providers that units of the checkout consist of; one that was just made need not be in a stack. */
function layersInUse(): string[] {
  const { repository } = parseRepository(readSourceTree(checkout).tree, parsedSources);
  const units = listUnits(repository).flatMap((key) => resolveUnit(repository, key).unit ?? []);
  return [...new Set(units.filter((unit) => !listsFeatures(unit)).flatMap((unit) => unit.layers.map((layer) => layer.data.id)))];
}

/** A stack with a list of features ships a new one only when it is added there. */
function listsFeatures({ stack, provider }: RenderedUnit["unit"]): boolean {
  return Array.isArray(stack.data.providers[provider.data.id]?.features);
}

function nextMinor(): string {
  const numbers = listUnits(repositoryOnDisk()).map(({ minor }) => Number(minor.split(".")[1]));
  return `1.${Math.max(...numbers) + 1}`;
}

function featureOf({ unit }: RenderedUnit, id: string): Feature {
  return unit.features.find(({ data }) => data.id === id)!;
}

function failedChecks(rendered: RenderedUnit, feature: string): string[] {
  const checks = featureOf(rendered, feature).data.checks ?? [];
  expect(checks.length).toBeGreaterThan(1);
  return checks.flatMap((check) => missedExpectations(rendered, check));
}
