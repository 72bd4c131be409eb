import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPreviousRelease } from "./previous-release.ts";
import { scratchDirectory, writeTree } from "./testdata/on-disk.ts";
import { SINGLE_CHART, treeOf } from "./testdata/trees.ts";

const TREE = treeOf(SINGLE_CHART);

async function releases(...names: string[]): Promise<string> {
  return writeTree(await scratchDirectory(), treeOf(Object.fromEntries(names.map((name) => [`${name}/metadata.yaml`, name]))));
}

describe("readPreviousRelease", () => {
  test("takes the highest stable release of the same provider, stack and minor", async () => {
    const directory = await releases(
      ...["docker-demo-1-27-v9", "docker-demo-1-27-v10", "docker-demo-1-27-v11-alpha-1", "docker-demo-1-27-v0-sha-abcdefg"],
      ...["docker-demo-1-28-v12", "docker-other-1-27-v12", "openstack-demo-1-27-v12"],
    );
    const { value, diagnostics } = await readPreviousRelease(directory, TREE);
    expect(value).toEqual({ name: "docker-demo-1-27-v10", files: new Map([["metadata.yaml", Buffer.from("docker-demo-1-27-v10")]]) });
    expect(diagnostics).toEqual([]);
  });

  test("finds none where only hash releases are", async () => {
    expect(await readPreviousRelease(await releases("docker-demo-1-27-v0-sha-abcdefg"), TREE)).toEqual({ diagnostics: [] });
  });

  test("skips foreign names with a note, where csctl gives up", async () => {
    const directory = await releases("docker-demo-1-27-v2", "docker-val-encia-1-27-v0-sha-vswa9nt", "latest", ".partial");
    const { value, diagnostics } = await readPreviousRelease(directory, TREE);
    expect(value?.name).toBe("docker-demo-1-27-v2");
    expect(diagnostics).toMatchObject([
      { code: "CS5111", severity: "info", file: join(directory, "docker-val-encia-1-27-v0-sha-vswa9nt") },
      { code: "CS5111", severity: "info", file: join(directory, "latest") },
    ]);
  });

  test("takes a missing directory for a stack that was never released, and says so", async () => {
    const { value, diagnostics } = await readPreviousRelease(join(await scratchDirectory(), "missing"), TREE);
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "CS5111", severity: "info" }]);
  });
});
