import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderUnit } from "@cstack/generator";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { allUnits, bundleOf } from "../support/repository.ts";
import { findHelm } from "./support/management-tools.ts";

const helm = findHelm();

interface Manifest {
  kind: string;
  metadata: { name: string };
}

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-helm-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(helm === undefined).each(allUnits().map((unit) => [unit.id, unit] as const))("the class chart of %s", (id, unit) => {
  it.each([
    ["v1", {}],
    ["v0-sha", { mode: "hash" as const }],
  ])("is printed by helm template exactly as cstack renders it (%s)", async (_version, options) => {
    const { files, release, chosen } = bundleOf(unit, options);
    const name = [...files.keys()].find((file) => file.includes("-cluster-class-")) ?? "";
    writeFileSync(join(folder, name), files.get(name) as Uint8Array);
    const { stdout } = await execa(helm ?? "helm", ["template", id, name, "--namespace", "any"], { cwd: folder });
    const version =
      chosen.version.patch === undefined ? `v${chosen.version.major}` : release.slice(id.length + 1).replace(/-([^-]+)$/, ".$1");
    const { rendered } = renderUnit(unit, { version });
    const printed = parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
    expect(byIdentity(printed)).toEqual(byIdentity([rendered!.clusterClass, ...rendered!.templates] as Manifest[]));
  });

  it("passes helm lint", async () => {
    const { files } = bundleOf(unit);
    const name = [...files.keys()].find((file) => file.includes("-cluster-class-")) ?? "";
    writeFileSync(join(folder, name), files.get(name) as Uint8Array);
    await execa(helm ?? "helm", ["lint", name], { cwd: folder });
  });
});

function byIdentity(manifests: Manifest[]): Record<string, Manifest> {
  return Object.fromEntries(
    manifests.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest]).sort(([a = "", b = ""]) => (a < b ? -1 : 1)),
  );
}
