// Writes what is generated from a source in this repository, or with --check says what is stale. Each generator returns files.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { modelTypes } from "./generators/model-types.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const generators = [modelTypes];
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
console.error(stale.length === 0 ? "Generated files are fresh." : `${check ? "Stale" : "Written"}: ${stale.join(", ")}`);
