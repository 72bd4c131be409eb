// npm run bench: measures what people wait for, beside what they would use otherwise. Numbers go to standard output; nothing is judged.

import { benchBuild } from "./bench/build-units.mjs";
import { benchFleet } from "./bench/fleet.mjs";
import { benchPlan } from "./bench/plan.mjs";
import { benchPublish } from "./bench/publish.mjs";
import { bootstrap, runTasks } from "./bootstrap.mjs";

bootstrap();
runTasks(["build", "--filter=@cstack/cli"]);
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
await benchBuild(sizes.length > 0 ? sizes : [12, 120, 1200]);
await benchPlan();
await benchPublish();
await benchFleet();
