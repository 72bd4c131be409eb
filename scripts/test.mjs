// npm test: the same bootstrap as npm start, then the offline lane. It is a task of turbo: where nothing changed since it passed, turbo shows what it said
// then, and `npm test -- --force` runs it all the same. Other arguments, names of files for instance, go to vitest.
import { bootstrap, environment, installed, run, runTasks } from "./bootstrap.mjs";
import { runTests } from "./run-tests.mjs";

bootstrap();
const args = process.argv.slice(2);
const whole = args.every((arg) => arg === "--force");
const colored = process.stdout.isTTY && process.env.NO_COLOR === undefined ? { FORCE_COLOR: "1" } : {};
if (whole) {
  // Results differ by the version of Node, which is no file.
  const env = { ...environment, ...colored, CSTACK_NODE: process.version };
  run(installed("turbo"), ["run", "test:offline", "--output-logs=full", "--log-prefix=none", "--ui=stream", ...args], { env });
} else {
  runTasks(["build", "--filter=@cstack/cli"]);
  runTests(args);
}
