import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ClassDifference } from "@cstack/clusterclass";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTarGz } from "../../packages/bundle/src/archive/index.ts";
import { type CreateOptions, type PreviousRelease, planCreate, type Tree } from "../../packages/bundle/src/tree/index.ts";
import { SINGLE_CHART, STAGED, treeOf } from "../../packages/bundle/src/tree/testdata/trees.ts";
import { cstack } from "../support/cstack.ts";

/** Path of a csctl v0.0.5 binary: `go install github.com/SovereignCloudStack/csctl@v0.0.5`. */
const csctl = process.env["CSTACK_CSCTL"];
if (!csctl) console.warn("SKIPPED comparison with csctl: CSTACK_CSCTL names no csctl binary");

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

  /** Runs csctl on the tree and returns the one release it makes. */
  function runCsctl(tree: Tree, ...args: string[]): PreviousRelease {
    const directory = mkdtempSync(join(scratch, "run-"));
    for (const [path, content] of tree.files) {
      mkdirSync(dirname(join(directory, "tree", path)), { recursive: true });
      writeFileSync(join(directory, "tree", path), content);
    }
    execFileSync(csctl ?? "", ["create", "tree", "-o", "out", ...args], { cwd: directory, stdio: "pipe", timeout: 60_000 });
    const [name = ""] = readdirSync(join(directory, "out"));
    const release = join(directory, "out", name);
    return { name, files: new Map(readdirSync(release).map((file) => [file, readFileSync(join(release, file))])) };
  }

  function runOurs(tree: Tree, options: CreateOptions): PreviousRelease {
    const { value, diagnostics } = planCreate(tree, options);
    expect(diagnostics).toEqual([]);
    return { name: value?.name ?? "", files: value?.files ?? new Map() };
  }

  function contentsOfRelease({ name, files }: PreviousRelease): { name: string; contents: Contents } {
    return { name, contents: contentsOf(files) };
  }

  test.each(Object.entries(TREES))("%s, versions from the hash", (_name, tree) => {
    expect(contentsOfRelease(runOurs(tree, { mode: "hash" }))).toEqual(contentsOfRelease(runCsctl(tree, "-m", "hash")));
  });

  test.each(Object.entries(TREES))("%s, given versions", (_name, tree) => {
    const [clusterStackVersion, clusterAddonVersion, nodeImageVersion] = ["v1-alpha.1", "v2-beta.3", "v3-alpha.1"] as const;
    const ours = runOurs(tree, { mode: "custom", clusterStackVersion, clusterAddonVersion, nodeImageVersion });
    const theirs = runCsctl(tree, "-m", "custom", ...versionFlags(clusterStackVersion, clusterAddonVersion, nodeImageVersion));
    expect(contentsOfRelease(ours)).toEqual(contentsOfRelease(theirs));
  });

  test("a release that csctl makes of a tree of ours is the class that we build, as cstack diff reads it", async () => {
    const folder = mkdtempSync(join(scratch, "ours-"));
    const unit = "docker-scs-1-36";
    expect(await cstack(["export", unit, "--tree", join(folder, "tree")])).toMatchObject({ status: 0 });
    expect(await cstack(["build", unit, "--mode", "custom", "--version", "v1", "--out", folder])).toMatchObject({ status: 0 });
    execFileSync(csctl ?? "", ["create", "tree", "-m", "hash", "-o", "out"], { cwd: folder, stdio: "pipe", timeout: 60_000 });
    const [release = ""] = readdirSync(join(folder, "out"));
    const { status, stdout } = await cstack(["diff", join(folder, `${unit}-v1`), join(folder, "out", release), "-o", "json"]);
    const { rebase, variables, clusters } = JSON.parse(stdout) as Pick<ClassDifference, "rebase" | "variables" | "clusters">;
    expect({ status, rebase, variables }).toEqual({ status: 0, rebase: [], variables: [] });
    expect(clusters.map(({ errors, rollout }) => [errors, rollout?.rolls])).toEqual([[[], []]]);
    const verified = await cstack(["verify", join(folder, "out", release), "--unsigned"]);
    expect(verified.status).toBe(0);
    expect(verified.stdout).toContain("not checked  signature   nothing is signed");
    expect(verified.stdout).toMatch(/^passed {7}contract {4}metadata\.yaml and both archives fit/m);
  });

  test.each(Object.entries(TREES))("%s, going on from a stable release of csctl", (_name, tree) => {
    const previous = runCsctl(tree, "-m", "custom", ...versionFlags("v1", "v1", "v1"));
    const readme = { files: new Map([...tree.files, ["README.md", Buffer.from("not released\n")] as const]) };
    const edited = { files: new Map([...tree.files, ["cluster-class/values.yaml", Buffer.from("workers: 5\n")] as const]) };
    expect(planCreate(readme, { mode: "stable", previous }).diagnostics).toMatchObject([{ code: "CS5110" }]);
    expect(planCreate(edited, { mode: "stable", previous }).value?.versions).toEqual({
      clusterStack: "v2",
      clusterAddon: "v1",
      nodeImage: "v1",
    });
  });
});

function versionFlags(clusterStack: string, clusterAddon: string, nodeImage: string): string[] {
  return ["--cluster-stack-version", clusterStack, "--cluster-addon-version", clusterAddon, "--node-image-version", nodeImage];
}
