// Runs vitest with the counts of its tests in the last line, and ends with its exit code.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { environment, installed, root } from "./bootstrap.mjs";

/** @param args of vitest beside the reporters */
export function runTests(args) {
  const reporters = ["--reporter=default", `--reporter=${join(root, "scripts", "counts-reporter.mjs")}`];
  const { status } = spawnSync(installed("vitest"), ["run", ...reporters, ...args], { cwd: root, stdio: "inherit", env: environment });
  process.exit(status ?? 1);
}
