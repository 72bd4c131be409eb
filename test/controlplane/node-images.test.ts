import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allUnits, bundleOf, textOf } from "../support/repository.ts";
import { findTool, skipped } from "../support/tools.ts";

/** image-manager.yaml of a bundle against the schema that openstack-image-manager itself validates with. */

const manager = findTool("openstack-image-manager");
if (manager === undefined) skipped("image manager", "openstack-image-manager is not on the path", "pip install openstack-image-manager");

/** Runs in the Python that has the tool. */
const validation = `
import sys, pathlib, yamale, openstack_image_manager
schema = yamale.make_schema(str(pathlib.Path(openstack_image_manager.__file__).parent / "etc" / "schema.yaml"))
yamale.validate(schema, yamale.make_data(sys.argv[1]), strict=True)
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-image-manager-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bundles = allUnits()
  .filter(({ layers }) => layers.some(({ data }) => data.outputs?.files?.some(({ name }) => name === "image-manager.yaml")))
  .map((unit) => [unit.id, unit] as const);

async function verdict(text: string): Promise<string> {
  const path = join(folder, "images.yaml");
  writeFileSync(path, text);
  const { exitCode, stderr } = await execa(join(dirname(manager ?? ""), "python3"), ["-c", validation, path], { reject: false });
  return exitCode === 0 ? "valid" : stderr;
}

describe.skipIf(manager === undefined)("image-manager.yaml", () => {
  it.each(bundles)("of %s is what openstack-image-manager reads", async (_id, unit) => {
    const text = textOf(bundleOf(unit).files.get("image-manager.yaml"));
    expect(await verdict(text)).toBe("valid");
    expect(await verdict(text.replace("multi:", "several:"))).toContain("several");
  });
});
