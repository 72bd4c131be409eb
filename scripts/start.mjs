// npm start: installs what is missing, builds the engine, then every release unit into .release/, and says what was built.
import { bootstrap, run, runTasks } from "./bootstrap.mjs";

bootstrap();
runTasks(["build"]);
run(process.execPath, ["packages/cli/bin/cstack.mjs", "list", "--built"]);
