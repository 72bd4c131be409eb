import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { managersOf, renderUnit, sampleWith } from "@cstack/generator";
import { type ControlPlane, missingForControlPlane, recordedProcesses, startControlPlane } from "@cstack/smoke";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ListedProcess, processesWith } from "../support/processes.ts";
import { allUnits, checkout, root } from "../support/repository.ts";
import { idleClass } from "./support/idle-class.ts";
import { conditionOf, type Kind, ManagementCluster, type StoredObject } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { clusterKind, inNamespace, installClass } from "./support/stack-under-test.ts";

/** kill -9 of what a control plane is made of, and of who runs it; processes are those that the machine lists, not those that cstack remembers. */
const tools = findManagementTools("chaos");
const managers = managersOf(checkout()).managers.filter(({ ports }) => ports.length === 0);
const canRun = tools !== undefined && missingForControlPlane(managers).length === 0;
const programs = ["etcd", "kube-apiserver", ...managers.map(({ program }) => program)].toSorted();
const namespace = "chaos";
const minute = 60_000;
const installedVitest = join(root, "node_modules", ".bin", "vitest");
const cstack = join(root, "packages", "cli", "bin", "cstack.mjs");

function newFolder(name: string): string {
  return join(root, ".cstack", "runs", `controlplane-${name}-${process.pid}`);
}

/** Ends the newest process of a name, which it has no chance to notice. */
function kill(folder: string, name: string): void {
  const { pid } = recordedProcesses(folder).findLast((each) => each.name === name)!;
  process.kill(pid, "SIGKILL");
}

describe.skipIf(!canRun)("a Cluster that is being reconciled", () => {
  const folder = newFolder("chaos");
  const unit = allUnits().find(({ id }) => id === "openstack-scs-1-36")!;
  let controlPlane: ControlPlane;
  let management: ManagementCluster;

  beforeAll(async () => {
    controlPlane = await startControlPlane({ folder, managers });
    management = await ManagementCluster.connect({ ...tools!, kubeconfig: controlPlane.kubeconfig });
    await management.createNamespace(namespace);
    const { clusterClass, templates } = sampleWith(renderUnit(unit, { version: "v1" }).rendered!, {});
    await installClass(management, idleClass(inNamespace({ clusterClass, templates }, namespace), unit.provider.schemas));
  });
  afterAll(async () => {
    management?.close();
    await controlPlane?.stop();
    expect(await programsOf(folder)).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(["capi-core", "etcd", "kube-apiserver"])(
    "becomes what it should although %s is killed",
    { timeout: 4 * minute },
    async (victim) => {
      const { clusters } = sampleWith(renderUnit(unit, { version: "v1" }).rendered!, {});
      const name = `without-${victim}`;
      expect(await management.create({ ...clusters[0]!, metadata: { name, namespace } })).toBeUndefined();
      kill(folder, victim);
      const cluster = await reconciled(name);
      expect(readFileSync(join(folder, "logs", `${victim}.log`), "utf8")).toContain(
        `cstack: ${victim} ended with SIGKILL and is started again`,
      );
      expect(Object.keys(cluster.spec)).toEqual(expect.arrayContaining(["controlPlaneRef", "infrastructureRef"]));
      expect(await madeFor(name)).toEqual(["KubeadmControlPlane", "MachineDeployment", "OpenStackCluster"]);
    },
  );

  /** The Cluster once the topology controller is through with it; until then nobody may answer at all. */
  function reconciled(name: string): Promise<StoredObject> {
    return vi.waitUntil(
      async () => {
        const cluster = await management.get(clusterKind, namespace, name).catch(() => undefined);
        return cluster !== undefined && conditionOf(cluster, "TopologyReconciled")?.status === "True" ? cluster : undefined;
      },
      { timeout: 3 * minute, interval: 500 },
    ) as Promise<StoredObject>;
  }

  async function madeFor(name: string): Promise<string[]> {
    const kinds: Kind[] = [
      { apiVersion: "controlplane.cluster.x-k8s.io/v1beta2", kind: "KubeadmControlPlane" },
      { apiVersion: clusterKind.apiVersion, kind: "MachineDeployment" },
      { apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1", kind: "OpenStackCluster" },
    ];
    const objects = (await Promise.all(kinds.map((kind) => management.list(kind, namespace)))).flat();
    return objects.filter(({ metadata }) => metadata.labels?.["cluster.x-k8s.io/cluster-name"] === name).map(({ kind }) => kind);
  }
});

describe.skipIf(!canRun)("a runner that is killed", () => {
  it("takes all that it started with it", { timeout: 4 * minute }, async () => {
    const folder = newFolder("killed");
    const { ended } = await heldControlPlane(folder);
    process.kill(ownerOf(folder), "SIGKILL");
    await ended;
    await vi.waitUntil(async () => (await processesWith(folder)).length === 0, { timeout: 30_000, interval: 500 });
    rmSync(folder, { recursive: true });
  });

  it("leaves nothing that `cstack smoke --cleanup` does not end, even where its guardian is killed, too", {
    timeout: 4 * minute,
  }, async () => {
    const folder = newFolder("orphaned");
    const { ended } = await heldControlPlane(folder);
    const guardian = (await processesWith(folder)).find(isGuardian);
    for (const pid of [guardian!.pid, ownerOf(folder)]) process.kill(pid, "SIGKILL");
    await ended;
    expect(await programsOf(folder)).toEqual(programs);
    const { stdout } = await execa(process.execPath, [cstack, "smoke", "--cleanup"], { cwd: root });
    for (const program of programs) expect(stdout).toContain(program);
    expect(await processesWith(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

/** Starts a control plane from another process and waits until all of it runs; `ended` resolves when that process has, in whatever way. */
async function heldControlPlane(folder: string): Promise<{ ended: Promise<unknown> }> {
  const config = join(root, "test", "controlplane", "support", "held-control-plane.config.ts");
  const env = { CSTACK_HELD: folder };
  const runner = execa(installedVitest, ["run", "--config", config], { cwd: root, env, reject: false, stdio: "ignore" });
  await vi.waitUntil(async () => (await programsOf(folder)).length === programs.length, { timeout: 2 * minute, interval: 500 });
  return { ended: runner.then(() => undefined) };
}

/** Names of programs that run for a folder. Its guardian ends with whoever it watches. */
async function programsOf(folder: string): Promise<string[]> {
  const running = (await processesWith(folder)).filter((each) => !isGuardian(each));
  return [...new Set(running.map(({ command }) => basename(command.split(" ")[0] ?? "")))].toSorted();
}

function isGuardian({ command }: ListedProcess): boolean {
  return command.includes("--eval");
}

/** The process at work in a run folder. */
function ownerOf(folder: string): number {
  const path = join(folder, "owner.json");
  if (!existsSync(path)) throw new Error(`nobody is at work in ${folder}`);
  return (JSON.parse(readFileSync(path, "utf8")) as { pid: number }).pid;
}
