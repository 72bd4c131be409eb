import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTarGz } from "../../packages/bundle/src/archive/index.ts";
import { type CreateOptions, planCreate } from "../../packages/bundle/src/tree/index.ts";
import { SINGLE_CHART, STAGED, treeOf } from "../../packages/bundle/src/tree/testdata/trees.ts";
import type { Tree } from "../../packages/bundle/src/tree/tree.ts";

/** Path of a csctl v0.0.5 binary: `go install github.com/SovereignCloudStack/csctl@v0.0.5`. */
const csctl = process.env["CSTACK_CSCTL"];
if (!csctl) console.warn("SKIPPED comparison with csctl: CSTACK_CSCTL names no csctl binary");

const CUSTOM = ["v1-alpha.1", "v2-beta.3", "v3-alpha.1"] as const;

const TREES: Record<string, Tree> = {
  "one addon chart": treeOf(SINGLE_CHART),
  "addons in stages": treeOf(STAGED),
  "chart with a dependency and a schema": treeOf(SINGLE_CHART, {
    "cluster-class/values.schema.json": '{"type": "object"}\n',
    "cluster-class/files/extra.txt": "<< .ClusterClassVersion >>\n",
    "cluster-addon/Chart.yaml":
      "apiVersion: v2\nname: docker-demo-1-27-cluster-addon\nversion: v0\ndependencies:\n  - {name: sub, version: 0.1.0, repository: ''}\n",
    "cluster-addon/charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 0.1.0\n",
    "cluster-addon/charts/sub/templates/a.yaml": "kind: ConfigMap\n",
  }),
};

type Contents = Record<string, string | Record<string, string>>;

/** Archives are compared by their entries, everything else byte for byte. */
function contentsOf(files: ReadonlyMap<string, Uint8Array>): Contents {
  return Object.fromEntries(
    [...files].map(([name, bytes]) => [name, name.endsWith(".tgz") ? entriesOf(bytes) : Buffer.from(bytes).toString("latin1")]),
  );
}

function entriesOf(archive: Uint8Array): Record<string, string> {
  const entries = readTarGz(archive).map((entry) => [
    entry.path,
    "content" in entry ? Buffer.from(entry.content).toString("latin1") : "<directory>",
  ]);
  return Object.fromEntries(entries);
}

describe.skipIf(!csctl)("create makes what csctl v0.0.5 makes", () => {
  let scratch = "";
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "cstack-csctl-"));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  /** Runs csctl on the tree and returns its one release: name and contents. */
  function runCsctl(tree: Tree, ...args: string[]): { name: string; contents: Contents } {
    const directory = mkdtempSync(join(scratch, "run-"));
    for (const [path, content] of tree.files) {
      mkdirSync(dirname(join(directory, "tree", path)), { recursive: true });
      writeFileSync(join(directory, "tree", path), content);
    }
    execFileSync(csctl ?? "", ["create", "tree", "-o", "out", ...args], { cwd: directory, stdio: "pipe", timeout: 60_000 });
    const [name = ""] = readdirSync(join(directory, "out"));
    const release = join(directory, "out", name);
    return { name, contents: contentsOf(new Map(readdirSync(release).map((file) => [file, readFileSync(join(release, file))]))) };
  }

  function runOurs(tree: Tree, options: CreateOptions): { name: string | undefined; contents: Contents } {
    const { value, diagnostics } = planCreate(tree, options);
    expect(diagnostics).toEqual([]);
    return { name: value?.name, contents: contentsOf(value?.files ?? new Map()) };
  }

  test.each(Object.keys(TREES))("%s, versions from the hash", (name) => {
    expect(runOurs(TREES[name]!, { mode: "hash" })).toEqual(runCsctl(TREES[name]!, "-m", "hash"));
  });

  test.each(Object.keys(TREES))("%s, given versions", (name) => {
    const [clusterStackVersion, clusterAddonVersion, nodeImageVersion] = CUSTOM;
    const flags = ["--cluster-stack-version", CUSTOM[0], "--cluster-addon-version", CUSTOM[1], "--node-image-version", CUSTOM[2]];
    const ours = runOurs(TREES[name]!, { mode: "custom", clusterStackVersion, clusterAddonVersion, nodeImageVersion });
    expect(ours).toEqual(runCsctl(TREES[name]!, "-m", "custom", ...flags));
  });
});
