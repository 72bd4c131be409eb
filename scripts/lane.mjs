// npm run test:<lane>: one of the heavier lanes. Tests say SKIPPED and what is missing where a tool is not there.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { bootstrap, root, runTasks } from "./bootstrap.mjs";
import { runTests } from "./run-tests.mjs";

const [lane, ...args] = process.argv.slice(2);
const config = `vitest.${lane}.config.ts`;
if (lane === undefined || !existsSync(join(root, config))) {
  console.error(`Unknown lane "${lane}". Known: docs, differential, controlplane, registry, browser, operator, kind.`);
  process.exit(2);
}
bootstrap();
runTasks(["build", "--filter=@cstack/cli"]);
runTests(["--config", config, ...args]);
