// Building and validating units with cstack, beside csctl and helm on the same units written as trees.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../bootstrap.mjs";
import { syntheticCheckout } from "./synthetic-checkout.mjs";

/** One run in three or so is slowed down by something else on the machine; the largest takes long enough to be measured once. */
const runsOfSmallSizes = 3;

const program = join(root, "packages/cli/bin/cstack.mjs");

export async function benchBuild(sizes) {
  const folder = mkdtempSync(join(tmpdir(), "cstack-bench-"));
  try {
    const known = JSON.parse(output(process.execPath, [program, "list", "-o", "json"])).units.map(({ unit }) => unit);
    const ours = sizes.map((units) => ({
      units,
      ms: medianOf(units <= 120 ? runsOfSmallSizes : 1, (run) => timeCstack(folder, units, known.length, run)),
    }));
    console.log(
      `cstack build (render, validate, package, write), one process, nothing cached, median of ${runsOfSmallSizes} up to 120 units:`,
    );
    printCosts(ours);
    const theirs = timeCsctl(
      folder,
      known,
      sizes.filter((units) => units <= 120),
    );
    if (theirs === undefined) return;
    console.log("csctl create + helm template, the same units as trees:");
    printCosts(theirs);
    const [a, b] = [marginal(ours[0], ours[1]), marginal(theirs[0], theirs[1])];
    if (a !== undefined && b !== undefined)
      console.log(`marginal cost per unit: ${b.toFixed(1)} ms / ${a.toFixed(1)} ms = ${(b / a).toFixed(1)} times lower with cstack`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function medianOf(runs, measure) {
  const measured = Array.from({ length: runs }, (_, run) => measure(run)).sort((a, b) => a - b);
  return measured[Math.floor(runs / 2)];
}

/** Each run in a checkout of its own: nothing is kept from the run before. */
function timeCstack(folder, units, unitsPerCopy, run) {
  const checkout = join(folder, `checkout-${units}-${run}`);
  syntheticCheckout(checkout, units, unitsPerCopy);
  const started = performance.now();
  output(process.execPath, [program, "build", "--root", checkout, "--next", "--out", join(folder, `out-${units}-${run}`)]);
  return performance.now() - started;
}

/** csctl packages a tree and helm prints its class: two processes a unit, as CSPs run them. */
function timeCsctl(folder, known, sizes) {
  for (const tool of ["csctl", "helm"]) {
    if (spawnSync(tool, ["version"], { stdio: "ignore" }).error === undefined) continue;
    console.log(`SKIPPED csctl and helm: ${tool} is not on the path, so there is nothing to compare with.`);
    return undefined;
  }
  const trees = known.map((unit) => {
    const tree = join(folder, "trees", unit);
    output(process.execPath, [program, "export", unit, "--tree", tree]);
    return { unit, tree };
  });
  return sizes.map((units) => {
    const work = join(folder, `csctl-${units}`);
    const copies = Array.from({ length: units }, (_, index) => {
      const { unit, tree } = trees[index % trees.length];
      const copy = join(work, String(index), "tree");
      mkdirSync(join(work, String(index)), { recursive: true });
      cpSync(tree, copy, { recursive: true });
      return { unit, folder: join(work, String(index)) };
    });
    const started = performance.now();
    for (const copy of copies) {
      output("csctl", ["create", "tree", "-m", "hash", "-o", "release"], copy.folder);
      const release = join(copy.folder, "release", readdirSync(join(copy.folder, "release"))[0]);
      const chart = readdirSync(release).find((name) => name.includes("-cluster-class-"));
      output("helm", ["template", copy.unit, chart], release);
    }
    return { units, ms: performance.now() - started };
  });
}

function printCosts(costs) {
  for (const [index, cost] of costs.entries()) {
    const step = marginal(costs[index - 1], cost);
    console.log(
      `  ${String(cost.units).padStart(5)} units  ${(cost.ms / 1000).toFixed(2).padStart(8)} s  ${(cost.ms / cost.units).toFixed(1).padStart(7)} ms a unit` +
        (step === undefined ? "" : `  ${step.toFixed(1).padStart(7)} ms marginal`),
    );
  }
}

function marginal(from, to) {
  return from === undefined || to === undefined ? undefined : (to.ms - from.ms) / (to.units - from.units);
}

function output(command, args, cwd = root) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1024 * 1024 * 1024 });
  if (error !== undefined || status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}
