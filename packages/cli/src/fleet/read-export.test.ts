import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KubernetesObject } from "@cstack/clusterclass";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readExport } from "./read-export.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-export-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cluster = (name: string) => ({ apiVersion: "cluster.x-k8s.io/v1beta2", kind: "Cluster", metadata: { name } });
const other = (name: string) => ({ apiVersion: "x/v1", kind: "MetalTemplate", metadata: { name } });

async function names(objects: AsyncIterable<KubernetesObject>): Promise<string[]> {
  const found: string[] = [];
  for await (const { metadata } of objects) found.push(metadata.name ?? "");
  return found;
}

it("every file of a folder is read, in any of the forms that programs write", async () => {
  mkdirSync(join(folder, "tenant"));
  writeFileSync(join(folder, "a.jsonl"), `${JSON.stringify(cluster("line-1"))}\n\n${JSON.stringify(cluster("line-2"))}\n`);
  writeFileSync(join(folder, "b.json"), JSON.stringify({ apiVersion: "v1", kind: "List", items: [cluster("item"), other("t1")] }));
  writeFileSync(
    join(folder, "tenant/c.yaml"),
    "# ours\n---\nkind: Cluster\napiVersion: cluster.x-k8s.io/v1beta1\nmetadata: {name: yaml}\n---\n{kind: MetalTemplate, apiVersion: x/v1, metadata: {name: t2}}\n",
  );
  writeFileSync(join(folder, "notes.txt"), "kind: Cluster");
  expect(await names(readExport(folder, "clusters"))).toEqual(["line-1", "line-2", "item", "yaml"]);
  expect(await names(readExport(folder, "others"))).toEqual(["t1", "t2"]);
});

it("a folder without objects, and a file that is not there, are wrong usage", async () => {
  await expect(names(readExport(folder, "clusters"))).rejects.toThrow("holds no file");
  await expect(names(readExport(join(folder, "gone"), "clusters"))).rejects.toThrow("There is no file");
});
