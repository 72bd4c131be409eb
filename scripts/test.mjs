// npm test: the same bootstrap as npm start, then the offline lane. Arguments go to vitest.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bootstrap, environment, installed, root, run, runTasks } from "./bootstrap.mjs";

bootstrap();
runTasks(["build", "--filter=@cstack/cli"]);
run(process.execPath, ["scripts/generate.mjs", "--check"]);

const report = join(root, "node_modules", ".cstack-test-report.json");
rmSync(report, { force: true });
const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...process.argv.slice(2)];
const { status } = spawnSync(installed("vitest"), args, { cwd: root, stdio: "inherit", env: environment });
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exit(status ?? 1);
