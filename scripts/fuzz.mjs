// npm run fuzz: the parsers and the engine on generated wrong input. CSTACK_FUZZ_RUNS sets how many cases (100,000), CSTACK_SEED repeats a run.
import { spawnSync } from "node:child_process";
import { bootstrap, environment, installed, root } from "./bootstrap.mjs";

bootstrap();
const runs = process.env.CSTACK_FUZZ_RUNS ?? "100000";
const seed = process.env.CSTACK_SEED ?? String(Date.now() % 2 ** 31);
console.log(`fuzz: ${runs} cases, seed ${seed} (repeat with CSTACK_FUZZ_RUNS=${runs} CSTACK_SEED=${seed})`);
const { status } = spawnSync(installed("vitest"), ["run", "--config", "vitest.fuzz.config.ts", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  env: { ...environment, CSTACK_FUZZ_RUNS: runs, CSTACK_SEED: seed },
});
process.exit(status ?? 1);
