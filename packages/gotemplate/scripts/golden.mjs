// Asks Cluster API's own renderer what the templates of src/testdata/templates.golden.json give, and writes the answers beside them.
// To add a case, add its template to a group and run:
//   CSTACK_ORACLE=<program of the oracle> node packages/gotemplate/scripts/golden.mjs
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../src/testdata/templates.golden.json", import.meta.url);
const oracle = process.env["CSTACK_ORACLE"];

if (!oracle) {
  console.error("CSTACK_ORACLE must name the program that renders templates as Cluster API does");
  process.exit(3);
}

const golden = JSON.parse(readFileSync(file, "utf8"));
const templates = golden.groups.flatMap(({ cases }) => cases.map(({ template }) => template));
const input = templates.map((template, index) => `${JSON.stringify({ id: String(index), template, data: golden.data })}\n`).join("");
const answers = execFileSync(oracle, ["template"], { input, encoding: "utf8", maxBuffer: 2 ** 26 })
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

let next = 0;
for (const group of golden.groups) group.cases = group.cases.map(({ template }) => ({ template, ...outcome(answers[next++]) }));
writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
console.info(`${templates.length} cases written`);

/** The text if there is one (that it may be no YAML is another matter), else the error without the oracle's own prefix. */
function outcome({ out, error }) {
  return out === undefined ? { error: error.replace(/^(parse|render): /, "") } : { out };
}
