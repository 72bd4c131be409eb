import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allUnits, bundleOf, textOf } from "../support/repository.ts";
import { findManagementTools } from "./support/management-tools.ts";

const tools = findManagementTools();

/** One namespace for each run, so that runs do not meet. */
const namespace = `cstack-${process.pid}`;
let folder = "";

async function kube(...args: string[]): Promise<string> {
  const { stdout } = await execa(tools!.kubectl, ["--kubeconfig", tools!.kubeconfig, "-n", namespace, ...args]);
  return stdout;
}

async function apply(name: string, text: string): Promise<void> {
  const file = join(folder, name);
  writeFileSync(file, text);
  await kube("apply", "--server-side", "-f", file);
}

interface Condition {
  type: string;
  status: string;
  message?: string;
}

/** Waits until a condition of an object has a status, or gives up with what it says. */
async function condition(kind: string, name: string, type: string, status: string): Promise<Condition | undefined> {
  const deadline = Date.now() + 45_000;
  for (;;) {
    const object = JSON.parse(await kube("get", kind, name, "-o", "json")) as { status?: { conditions?: Condition[] } };
    const found = object.status?.conditions?.find((item) => item.type === type);
    if (found?.status === status || Date.now() > deadline) return found;
    await new Promise((done) => setTimeout(done, 500));
  }
}

beforeAll(async () => {
  if (tools === undefined) return;
  folder = mkdtempSync(join(tmpdir(), "cstack-admission-"));
  await kube("create", "namespace", namespace);
});

afterAll(async () => {
  if (tools === undefined) return;
  await kube("delete", "clusters", "--all", "--wait=false");
  await kube("delete", "namespace", namespace, "--wait=false");
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(tools === undefined).each(allUnits().map((unit) => [unit.id, unit] as const))("the bundle of %s", (id, unit) => {
  const { files } = bundleOf(unit);

  it("is admitted by the real webhooks", async () => {
    await apply(`${id}-class.yaml`, textOf(files.get("class.yaml")));
    expect(await condition("clusterclass", `${id}-v1`, "VariablesReady", "True")).toMatchObject({ status: "True" });
  });

  it("has a sample Cluster whose topology is reconciled", async () => {
    await apply(`${id}-cluster.yaml`, textOf(files.get("cluster.yaml")).replaceAll("my-cluster", id));
    expect(await condition("cluster", id, "TopologyReconciled", "True")).toMatchObject({ status: "True" });
  });
});
