// npm run tools: builds the programs that the heavier lanes need of Go modules, at the versions that were tried. Arguments name single programs.
import { bootstrap, run, runTasks } from "./bootstrap.mjs";

bootstrap();
runTasks(["build", "--filter=@cstack/cli"]);
run(process.execPath, ["packages/cli/dist/build-tools.mjs", ...process.argv.slice(2)]);
