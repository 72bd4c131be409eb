// npm test: the same bootstrap as npm start, then the offline lane. Arguments go to vitest.
import { bootstrap, run, runTasks } from "./bootstrap.mjs";
import { runTests } from "./run-tests.mjs";

bootstrap();
runTasks(["build", "--filter=@cstack/cli"]);
run(process.execPath, ["scripts/generate.mjs", "--check"]);
runTests(process.argv.slice(2));
