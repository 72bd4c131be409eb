// npm run test:<lane>: one of the heavier lanes. Tests say SKIPPED and what is missing where a tool is not there.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bootstrap, environment, installed, root, runTasks } from "./bootstrap.mjs";

const [lane, ...args] = process.argv.slice(2);
const config = `vitest.${lane}.config.ts`;
if (lane === undefined || !existsSync(join(root, config))) {
  console.error(`Unknown lane "${lane}". Known: docs, differential, controlplane, registry, browser, operator, kind.`);
  process.exit(2);
}
bootstrap();
runTasks(["build", "--filter=@cstack/cli"]);
const report = join(root, "node_modules", `.cstack-${lane}-report.json`);
rmSync(report, { force: true });
const options = ["run", "--config", config, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const { status } = spawnSync(installed("vitest"), [...options, ...args], { cwd: root, stdio: "inherit", env: environment });
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
console.log(`${lane}: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exit(status ?? 1);
