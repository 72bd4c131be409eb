import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withVariables, writeVariables } from "./cluster-file.ts";

const head = "apiVersion: cluster.x-k8s.io/v1beta2\nkind: Cluster\nspec:\n  topology:\n";

test.each([
  ["no variables yet", "    version: v1\n", { a: "1" }, '    version: v1\n    variables:\n      - name: a\n        value: "1"\n'],
  [
    "a new variable",
    "    variables:\n      - {name: b, value: 2} # two\n",
    { a: "x" },
    "    variables:\n      - {name: b, value: 2} # two\n      - name: a\n        value: x\n",
  ],
  ["an empty one", '    variables:\n      - {name: a, value: ""}\n', { a: "x" }, "    variables:\n      - {name: a, value: x}\n"],
  [
    "a field",
    "    variables:\n      - name: a\n        value: {b: 1}\n",
    { "a.c": "x" },
    "    variables:\n      - name: a\n        value: {b: 1, c: x}\n",
  ],
  ["a field of a new variable", "    variables: []\n", { "a.c": "x" }, "    variables: [{name: a, value: {c: x}}]\n"],
  [
    "lists without indentation",
    "    variables:\n    - name: b # two\n      value: 2\n",
    { a: "x" },
    "    variables:\n    - name: b # two\n      value: 2\n    - name: a\n      value: x\n",
  ],
])("sets %s", (_case, before, changes, after) => {
  expect(withVariables(`# Mine.\n${head}${before}`, changes)).toBe(`# Mine.\n${head}${after}`);
});

test("other documents stay as they are", () => {
  const other = "---\n# Beside.\nkind: ConfigMap\ndata:\n  a: 'quoted' # kept\n";
  expect(withVariables(`${head}    version: v1\n${other}`, { a: "x" })).toContain(other);
});

test("a file is replaced in one step, also behind a link, with its permissions", () => {
  const folder = mkdtempSync(join(tmpdir(), "cluster-file-"));
  try {
    const file = join(folder, "cluster.yaml");
    writeFileSync(file, `${head}    version: v1\n`);
    chmodSync(file, 0o600);
    symlinkSync(file, join(folder, "link.yaml"));
    writeVariables(join(folder, "link.yaml"), { a: "x" });
    expect(readFileSync(file, "utf8")).toContain("name: a");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
