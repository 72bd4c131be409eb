// Writes what is generated from a source in this repository, or with --check says what is stale. Each generator returns files.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { installed, root, run } from "./bootstrap.mjs";
import { modelTypes } from "./generators/model-types.mjs";
import { renovate } from "./generators/renovate.mjs";

const generators = [modelTypes, renovate];
const check = process.argv.includes("--check");

const stale = [];
for (const generator of generators) {
  for (const [path, content] of await generator(root)) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, "utf8") === content) continue;
    stale.push(relative(root, file));
    if (!check) writeFileSync(file, content);
  }
}
if (check && stale.length > 0) {
  console.error(`Stale generated files:\n${stale.map((file) => `  ${file}`).join("\n")}\nRun: npm run generate`);
  process.exit(1);
}
if (!check)
  run(installed("vitest"), ["run", "test/offline/generated-docs.test.ts", "--update"], { stdio: ["ignore", "ignore", "inherit"] });
console.error(stale.length === 0 ? "Generated files are fresh." : `${check ? "Stale" : "Written"}: ${stale.join(", ")}`);
