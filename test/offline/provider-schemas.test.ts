import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
// @ts-expect-error: a script without types
import { staleSchemas } from "../../scripts/generators/provider-schemas.mjs";
import { checkout, root } from "../support/repository.ts";

test("the schemas of providers are as they were generated", () => {
  expect(staleSchemas(root)).toEqual([]);
});

test("an edited schema and one that is missing are told apart", () => {
  const tree = mkdtempSync(join(tmpdir(), "schemas-"));
  try {
    const [known] = checkout().providers.get("docker")!.schemas;
    mkdirSync(join(tree, "providers/docker/schemas"), { recursive: true });
    writeFileSync(join(tree, "providers/docker/schemas/a.json"), JSON.stringify({ ...known, schema: { type: "object" } }));
    const stale: string[] = staleSchemas(tree);
    expect(stale.filter((text) => text.startsWith("providers/docker"))).toEqual([
      "providers/docker/schemas/a.json is not what was generated from sigs.k8s.io/cluster-api/test v1.14.0",
      "providers/docker/schemas has no file of v1beta2 for devclustertemplates",
      "providers/docker/schemas has no file of v1beta2 for devmachinetemplates",
    ]);
  } finally {
    rmSync(tree, { recursive: true });
  }
});

test("every infrastructure kind of a class has a schema, and so has the Cluster's", () => {
  for (const { data, schemas, versions } of checkout().providers.values()) {
    const api = versions?.data.infrastructure?.api;
    const kinds = (data.templates ?? []).filter(({ group }) => group?.startsWith("infrastructure.")).map(({ kind }) => kind);
    const clusters = kinds.filter((kind) => kind.endsWith("ClusterTemplate")).map((kind) => kind.replace(/Template$/, ""));
    const known = schemas.map(({ kind, apiVersion }) => `${apiVersion} ${kind}`);
    for (const kind of [...kinds, ...clusters]) expect(known).toContain(`infrastructure.cluster.x-k8s.io/${api} ${kind}`);
  }
});
