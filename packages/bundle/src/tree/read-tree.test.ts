import { mkdir, symlink } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readTree } from "./read-tree.ts";
import { scratchDirectory, writeTree } from "./testdata/on-disk.ts";
import { treeOf } from "./testdata/trees.ts";

async function treeDirectory(): Promise<string> {
  const directory = join(await scratchDirectory(), "tree");
  return writeTree(directory, treeOf({ "csctl.yaml": "a: 1\n", ".dot": "", "charts/cni/Chart.yaml": "name: cni\n" }));
}

async function codesOf(directory: string): Promise<string[]> {
  const { value, diagnostics } = await readTree(directory);
  expect(value).toBeUndefined();
  return diagnostics.map(({ code, file }) => `${code} ${file}`);
}

describe("readTree", () => {
  test("reads every file, dot files included, by its path in the tree", async () => {
    const { value, diagnostics } = await readTree(await treeDirectory());
    expect(diagnostics).toEqual([]);
    expect([...(value?.files ?? [])].map(([path, content]) => [path, String(content)])).toEqual([
      [".dot", ""],
      ["charts/cni/Chart.yaml", "name: cni\n"],
      ["csctl.yaml", "a: 1\n"],
    ]);
  });

  test("follows links inside the tree, to files and to directories", async () => {
    const directory = await treeDirectory();
    await symlink("csctl.yaml", join(directory, "file-link"));
    await symlink("charts/cni", join(directory, "directory-link"));
    const { value } = await readTree(directory);
    expect(String(value?.files.get("file-link"))).toBe("a: 1\n");
    expect(String(value?.files.get("directory-link/Chart.yaml"))).toBe("name: cni\n");
  });

  test("refuses a link that leaves the tree", async () => {
    const directory = await treeDirectory();
    await writeTree(join(directory, ".."), treeOf({ "tree-secret": "s" }));
    await symlink("../tree-secret", join(directory, "out"));
    await symlink("..", join(directory, "up"));
    expect(await codesOf(directory)).toEqual(["CS1008 out", "CS1008 up"]);
  });

  test("refuses links that are broken or go round in circles", async () => {
    const directory = await treeDirectory();
    await symlink("nothing", join(directory, "broken"));
    await symlink("..", join(directory, "charts", "round"));
    await symlink("itself", join(directory, "itself"));
    expect(await codesOf(directory)).toEqual(["CS5112 broken", "CS5112 charts/round", "CS5112 itself"]);
  });

  test("refuses what is neither file nor directory, and names that cannot be hashed", async () => {
    const directory = await treeDirectory();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(directory, "socket"), resolve));
    onTestFinished(() => void server.close());
    await mkdir(join(directory, "new\nline"));
    expect(await codesOf(directory)).toEqual(["CS5112 new\nline", "CS5112 socket"]);
  });

  test("leaves out the output of an earlier run, and nothing else", async () => {
    const directory = await treeDirectory();
    const before = await readTree(directory);
    await writeTree(join(directory, ".release"), treeOf({ "docker-demo-1-27-v1/metadata.yaml": "" }));
    expect(await readTree(directory, { except: join(directory, ".release") })).toEqual(before);
    expect((await readTree(directory, { except: directory })).value?.files.size).toBe(4);
  });

  test("says that a directory is missing", async () => {
    const missing = join(await scratchDirectory(), "missing");
    expect(await codesOf(missing)).toEqual([`CS5101 ${missing}`]);
  });
});
