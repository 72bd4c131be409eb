// npm run test:offline: what `npm test` keeps the result of.
import { run } from "./bootstrap.mjs";
import { runTests } from "./run-tests.mjs";

run(process.execPath, ["scripts/generate.mjs", "--check"]);
runTests([]);
