import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scratchDirectory } from "./testdata/on-disk.ts";
import { writeRelease } from "./write-release.ts";

const NAME = "docker-demo-1-27-v1";
const PLAN = {
  name: NAME,
  files: new Map([
    ["metadata.yaml", Buffer.from("versions: {}\n")],
    ["a.tgz", Buffer.from([0, 255])],
  ]),
};

async function outputWith(files: Record<string, string>): Promise<string> {
  const out = await scratchDirectory();
  await mkdir(join(out, NAME));
  for (const [name, content] of Object.entries(files)) await writeFile(join(out, NAME, name), content);
  return out;
}

describe("writeRelease", () => {
  test("writes the release and nothing beside it", async () => {
    const out = join(await scratchDirectory(), "deep", "out");
    expect(await writeRelease(PLAN, out)).toEqual({ value: { directory: join(out, NAME), written: true }, diagnostics: [] });
    expect(await readdir(out)).toEqual([NAME]);
    expect((await readdir(join(out, NAME))).sort()).toEqual(["a.tgz", "metadata.yaml"]);
    expect(await readFile(join(out, NAME, "a.tgz"))).toEqual(Buffer.from([0, 255]));
  });

  test("writes files in folders, and knows them again", async () => {
    const out = await scratchDirectory();
    const plan = { name: NAME, files: new Map([...PLAN.files, ["infra/20-access.yaml", Buffer.from("kind: Role\n")] as const]) };
    await writeRelease(plan, out);
    expect(await readFile(join(out, NAME, "infra", "20-access.yaml"), "utf8")).toBe("kind: Role\n");
    expect((await stat(join(out, NAME, "infra"))).mode & 0o777).toBe(0o755);
    expect(await writeRelease(plan, out)).toMatchObject({ value: { written: false } });
    await writeFile(join(out, NAME, "infra", "30-more.yaml"), "");
    expect((await writeRelease(plan, out)).diagnostics[0]?.code).toBe("CS5202");
  });

  test("sets modes instead of leaving them to the umask", async () => {
    const out = await scratchDirectory();
    await writeRelease(PLAN, out);
    expect((await stat(join(out, NAME))).mode & 0o777).toBe(0o755);
    expect((await stat(join(out, NAME, "a.tgz"))).mode & 0o777).toBe(0o644);
  });

  test("leaves a directory with the same content alone", async () => {
    const out = await scratchDirectory();
    await writeRelease(PLAN, out);
    const before = await stat(join(out, NAME));
    expect(await writeRelease(PLAN, out)).toMatchObject({ value: { written: false } });
    expect((await stat(join(out, NAME))).ino).toBe(before.ino);
  });

  test.each([
    ["other content", { "metadata.yaml": "other\n", "a.tgz": "" }],
    ["a file less", { "metadata.yaml": "versions: {}\n" }],
    ["a file more", { "metadata.yaml": "versions: {}\n", "a.tgz": "", "stale.yaml": "" }],
  ])("refuses a directory with %s", async (_what, files) => {
    const out = await outputWith(files);
    expect(await writeRelease(PLAN, out)).toMatchObject({ diagnostics: [{ code: "CS5202", file: join(out, NAME) }] });
    expect((await readdir(join(out, NAME))).sort()).toEqual(Object.keys(files).sort());
  });

  test("refuses a file of that name", async () => {
    const out = await scratchDirectory();
    await writeFile(join(out, NAME), "");
    expect(await writeRelease(PLAN, out)).toMatchObject({ diagnostics: [{ code: "CS5202" }] });
  });

  test("replaces a directory as a whole when told to", async () => {
    const out = await outputWith({ "stale.yaml": "" });
    expect(await writeRelease(PLAN, out, { replace: true })).toMatchObject({ value: { written: true } });
    expect((await readdir(join(out, NAME))).sort()).toEqual(["a.tgz", "metadata.yaml"]);
    expect(await readdir(out)).toEqual([NAME]);
  });

  test("leaves nothing behind when it fails half way", async () => {
    const out = await outputWith({ "stale.yaml": "" });
    const broken = { name: NAME, files: new Map([...PLAN.files, ["a.tgz/inside", Buffer.from("")]]) };
    await expect(writeRelease(broken, out, { replace: true })).rejects.toThrow("EISDIR");
    expect(await readdir(out)).toEqual([NAME]);
    expect(await readdir(join(out, NAME))).toEqual(["stale.yaml"]);
  });
});
