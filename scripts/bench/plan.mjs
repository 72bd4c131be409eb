// Planning with cstack's engine, beside Cluster API's own code in Go (plan-oracle) on the same cases in the same run.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "tsdown";
import "../../packages/cli/bin/runtime-settings.mjs";
import { root } from "../bootstrap.mjs";

const scenarioCount = 1000;
/** A class has 300 KB, and the oracle reads all cases at once. */
const sameCases = 100;
const engineFile = join(root, "node_modules/.cache/cstack-bench/plan-entry.mjs");

export async function benchPlan() {
  await bundleEngine();
  const engine = await import(pathToFileURL(engineFile).href);
  const units = renderedUnits(engine);
  const largest = units.toSorted((a, b) => JSON.stringify(b.clusterClass).length - JSON.stringify(a.clusterClass).length)[0];
  const folder = mkdtempSync(join(tmpdir(), "cstack-bench-plan-"));
  try {
    console.log(`plan engine, largest unit ${largest.unit.id}:`);
    const others = units.filter(({ unit }) => unit.provider.data.id !== largest.unit.provider.data.id);
    printFirstPlan(engine, largest, others, folder);
    printWarmPlan(engine, largest);
    printScenarios(engine, units);
    printSameCases(engine, casesOf(engine, units));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundleEngine() {
  await build({
    config: false,
    entry: [join(root, "scripts/bench/plan-entry.ts")],
    cwd: root,
    format: "esm",
    platform: "node",
    target: "node20",
    outDir: join(root, "node_modules/.cache/cstack-bench"),
    dts: false,
    logLevel: "error",
    noExternal: [/.*/],
    inputOptions: { resolve: { conditionNames: ["cstack-source", "import", "node", "default"] } },
  });
}

function renderedUnits({ listUnits, parseRepository, readSourceTree, renderUnit, resolveUnit, EjsRenderer }) {
  const { repository } = parseRepository(readSourceTree(root).tree);
  const ejs = new EjsRenderer();
  return listUnits(repository).map((key) => renderUnit(resolveUnit(repository, key).unit, { version: "v1", ejs }).rendered);
}

/**
 * In processes of their own: text in, plan out, without the start of Node. A process that planned Clusters of other providers before knows nothing of the
 * class, but its engine is compiled, as Go's is from the beginning.
 */
function printFirstPlan(engine, unit, others, folder) {
  const [file, ...before] = [unit, ...others].map((each) => {
    const path = join(folder, `${each.unit.id}.yaml`);
    writeFileSync(path, textOf(engine, engine.clusterOf(each, engine.scenariosOf(each)[0])));
    return path;
  });
  const plansBefore = Array.from({ length: 240 }, (_, index) => before[index % before.length]);
  printFirstOf("first plan of the class, engine compiled, from text", unit, [file, ...plansBefore]);
  printFirstOf("first plan of a process, from text", unit, [file]);
}

const firstPlan = `
  import { readFileSync } from "node:fs";
  const [settingsUrl, engineUrl, file, ...before] = process.argv.slice(1);
  await import(settingsUrl);
  const { planDocuments } = await import(engineUrl);
  for (const other of before) planDocuments(readFileSync(other, "utf8"));
  const text = readFileSync(file, "utf8");
  const started = performance.now();
  const { objects } = planDocuments(text);
  console.log(JSON.stringify({ ms: performance.now() - started, objects: objects.length }));`;

function printFirstOf(title, { unit }, files) {
  // As the command line starts.
  const settings = pathToFileURL(join(root, "packages/cli/bin/runtime-settings.mjs")).href;
  const args = ["--input-type=module", "-e", firstPlan, settings, pathToFileURL(engineFile).href, ...files];
  const runs = Array.from({ length: 5 }, () => JSON.parse(output(process.execPath, args)));
  if (runs.some(({ objects }) => objects === 0)) throw new Error(`the first scenario of ${unit.id} cannot be planned`);
  const times = runs.map((run) => run.ms).sort((a, b) => a - b);
  console.log(`  ${title.padEnd(52)} ${ms(times[2])}  (median of 5; ${times.map((time) => time.toFixed(0)).join(" ")})`);
}

/** Class and templates are parsed and the engine is compiled; half of the Clusters is new to it, then they are planned again. */
function printWarmPlan({ clusterOf, planCluster, scenariosOf }, unit) {
  const inputs = scenariosOf(unit)
    .filter(({ name }) => !name.startsWith("refused"))
    .map((scenario) => clusterOf(unit, scenario));
  const [known, unseen] = [inputs.filter((_, index) => index % 2 === 0), inputs.filter((_, index) => index % 2 === 1)];
  for (let round = 0; round < 3; round++) for (const input of known) planCluster(input);
  for (const title of ["warm plan of Clusters not planned before", "warm plan of the same Clusters again"]) {
    const started = performance.now();
    for (const input of unseen) planCluster(input);
    console.log(`  ${title.padEnd(52)} ${ms((performance.now() - started) / unseen.length)}  (mean of ${unseen.length})`);
  }
}

function printScenarios({ runScenarios }, units) {
  const started = performance.now();
  let ran = 0;
  for (const unit of units) if (ran < scenarioCount) ran += runScenarios(unit, { limit: scenarioCount - ran }).ran;
  console.log(`  ${`${ran} scenarios, made and planned`.padEnd(52)} ${((performance.now() - started) / 1000).toFixed(2)} s`);
}

function casesOf(engine, units) {
  const inputs = units.flatMap((unit) => engine.scenariosOf(unit).map((scenario) => engine.clusterOf(unit, scenario)));
  return inputs.slice(0, sameCases).map((input, index) => ({ id: String(index), yaml: textOf(engine, input) }));
}

/** Both read every case from its text. */
function printSameCases({ planDocuments }, cases) {
  const started = performance.now();
  const refused = cases.filter(({ yaml }) => planDocuments(yaml).errors.length > 0).length;
  console.log(`the same ${cases.length} cases from text, one process each:`);
  console.log(`  cstack       ${ms((performance.now() - started) / cases.length)} a case, ${refused} refused`);
  const oracle = process.env.CSTACK_ORACLE ?? "plan-oracle";
  if (spawnSync(oracle, ["batch"], { input: "" }).error !== undefined) {
    console.log("SKIPPED plan-oracle: it is neither on the path nor named by CSTACK_ORACLE, so there is nothing to compare with.");
    return;
  }
  const startup = timeOf(() => answersOf(oracle, cases.slice(0, 1)));
  const all = timeOf(() => answersOf(oracle, cases));
  const perCase = (all.ms - startup.ms) / (cases.length - 1);
  console.log(
    `  plan-oracle  ${ms(perCase)} a case, ${all.value.filter(({ errors }) => errors.length > 0).length} refused (Go, without its start)`,
  );
}

function answersOf(oracle, cases) {
  const lines = output(oracle, ["batch"], cases.map((each) => `${JSON.stringify(each)}\n`).join(""));
  return lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function timeOf(action) {
  const started = performance.now();
  const value = action();
  return { value, ms: performance.now() - started };
}

/** As bundles have it. */
function textOf({ toYamlStream }, { clusterClass, templates, clusters }) {
  return toYamlStream([clusterClass, ...templates.values(), ...clusters]);
}

function ms(value) {
  return `${value.toFixed(2).padStart(7)} ms`;
}

function output(command, args, input) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, input, encoding: "utf8", maxBuffer: 1024 ** 3 });
  if (error !== undefined || status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
  return stdout;
}
