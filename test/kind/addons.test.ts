import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json, JsonObject, KubernetesObject } from "@cstack/clusterclass";
import type { Unit } from "@cstack/generator";
import { findProgram, type KindManagement } from "@cstack/smoke";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { openWorkspace, resolveOrFail, selectUnits } from "../../packages/cli/src/workspace.ts";
import { bundleOf, textOf } from "../support/repository.ts";
import { skipped } from "../support/tools.ts";
import { DeliveredAddons } from "./support/delivered-addons.ts";
import { imageModules, makeImages } from "./support/go-images.ts";
import { modulesProblem } from "./support/go-modules.ts";
import { makeKindManagement } from "./support/kind-management.ts";
import { definitionModules, makeLaneCheckout } from "./support/lane-checkout.ts";
import { type Machines, WorkloadCluster } from "./support/workload-cluster.ts";

/**
 * Addons whose images can be made anywhere, in a real cluster: real Helm installs them in their order, they run, go where they are switched off, and are
 * those of the next release before the first machine is.
 */
const minute = 60_000;
const [unit36, unit37] = ["docker-lane-1-36", "docker-lane-1-37"];
/** Holds an upgrade where the runtime hook BeforeClusterUpgrade would. Source: cluster-api v1.14.0, exp/topology/desiredstate/lifecycle_hooks.go. */
const hold = "before-upgrade.hook.cluster.cluster.x-k8s.io/addons";
const order = ["gateway-definitions", "snapshot-definitions", "greetings", "greeter", "local-path", "etcd-defrag"];
const definitions = [
  "crd/greetings.lane.example.com",
  "crd/gateways.gateway.networking.k8s.io",
  "crd/volumesnapshots.snapshot.storage.k8s.io",
];
const switches = { greeter: false, greetings: false, gatewayDefinitions: false, snapshotDefinitions: false, etcdDefragJob: false };

/** What the Cluster sets. */
const variables: Record<string, Json> = {};

/** The Cluster that a bundle shows. */
type Sample = KubernetesObject & { spec: { topology: JsonObject & { variables: { name: string; value: Json }[] } } };

const [go, helm] = ["go", "helm"].map((name) => findProgram(name));
for (const [name, found] of Object.entries({ go, helm }))
  if (found === undefined) skipped("kind", `${name} is not on the path`, "install it");
const folder = mkdtempSync(join(tmpdir(), "cstack-kind-addons-"));
const management = go === undefined || helm === undefined ? undefined : await laneManagement(go);
const noUpgrade = await management?.upgradeProblem();
if (noUpgrade !== undefined) skipped("kind", noUpgrade, "pull the image, or make it");
const cluster = new WorkloadCluster(management?.kubeconfig ?? "", `cstack-addons-${process.pid}`);
const name = management?.cluster ?? "";
let addons: DeliveredAddons;
let machines: Machines;

beforeAll(async () => {
  if (management === undefined) return;
  const { provisioner = "", helper = "" } = imagesOf("local-path");
  const images = await makeImages(go!, { provisioner, helper });
  const sample = sampleOf(unit36);
  Object.assign(variables, valuesOf(sample), { preLoadImages: images, etcdDefragJob: true });
  await cluster.install(bundleFile(unit36, "class.yaml"), {});
  const topology = { ...sample.spec.topology, variables: variableList() };
  machines = await cluster.settle({ ...sample, metadata: { name }, spec: { ...sample.spec, topology } }, 8 * minute);
  addons = new DeliveredAddons(folder, join(folder, "delivered"), await cluster.credentials(name));
});
afterAll(async () => {
  if (management !== undefined) await cluster.dissolve().finally(management.stop);
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(management === undefined)("addons of a release", () => {
  beforeAll(() => deliver(unit36));

  it("are installed in their order", async () => {
    expect(await addons.releases()).toEqual(order.map((each) => ({ name: each, status: "deployed" })));
  });

  it("become ready", async () => {
    await rolledOut();
    expect(await addons.hooks("greeter")).toEqual({ "greeter-asked": "Succeeded" });
  });

  it("find the definitions that others brought before", async () => {
    const text = await addons.kubectl(["get", "greetings.lane.example.com", "greeter", "--output=jsonpath={.spec.text}"]);
    expect(text).toBe(`${name} ${versionOf(unit36)}`);
  });

  it("make volumes that pods write to", async () => {
    await runWithVolume("written");
    expect(await addons.kubectl(["get", "storageclass", "--output=name"])).toContain("storageclass.storage.k8s.io/local-path");
  });

  it("defragment etcd on the control plane machine", async () => {
    await addons.kubectl(["create", "job", "defrag-now", "--from=cronjob/etcd-defrag"]);
    await addons.kubectl(["wait", "job/defrag-now", "--for=condition=Complete", "--timeout=120s"]);
    expect(await addons.kubectl(["logs", "job/defrag-now"])).toContain("Finished defragmenting etcd member");
  });
});

describe.skipIf(management === undefined)("addons that a Cluster switches off", () => {
  beforeAll(async () => {
    await setVariables(switches);
    await deliver(unit36);
  });

  it("go with all that they brought", async () => {
    expect((await addons.releases()).map((release) => release.name)).toEqual(["local-path"]);
    const objects = [...definitions, "deployment/greeter", "job/greeter-asked", "cronjob/etcd-defrag"];
    const left = await Promise.all(objects.map((object) => addons.has(object)));
    expect(left).toEqual(objects.map(() => false));
  });

  it("come back, and replace no machine", async () => {
    await setVariables(Object.fromEntries(Object.keys(switches).map((variable) => [variable, true])));
    await deliver(unit36);
    await rolledOut();
    expect(await cluster.untilSettled(2 * minute)).toEqual(machines);
  });
});

describe.skipIf(management === undefined || noUpgrade !== undefined)("an upgrade to the next minor", () => {
  beforeAll(async () => {
    await cluster.installClass(bundleFile(unit37, "class.yaml"));
    const { classRef, version } = sampleOf(unit37).spec.topology;
    const topology = { classRef, version };
    await cluster.patch({ metadata: { annotations: { [hold]: "" } }, spec: { topology } });
  });

  it("waits for the addons of the stage BeforeClusterUpgrade, which are applied beside the old machines", async () => {
    await untilHeld();
    await deliver(unit37);
    await rolledOut();
    expect(await addons.kubectl(["get", "greetings.lane.example.com", "greeter", "--output=jsonpath={.spec.text}"])).toContain(
      versionOf(unit37),
    );
    expect(await addons.hooks("greeter")).toEqual({ "greeter-asked": "Succeeded" });
    expect(await cluster.versions()).toEqual([`v${versionOf(unit36)}`]);
  });

  it("replaces all machines then, and the addons run on the new ones", { timeout: 15 * minute }, async () => {
    await cluster.patch({ metadata: { annotations: { [hold]: null } } });
    machines = await cluster.untilSettled(12 * minute, machines);
    expect(await cluster.versions()).toEqual([`v${versionOf(unit37)}`]);
    await rolledOut();
    await runWithVolume("written again");
    expect((await addons.releases()).map(({ status }) => status)).toEqual(order.map(() => "deployed"));
  });
});

/** The management cluster of the lane's own stack, whose checkout is made first. */
async function laneManagement(program: string): Promise<KindManagement | undefined> {
  const problem = await modulesProblem(program, [...definitionModules, ...imageModules]);
  if (problem !== undefined) return void skipped("kind", `a module of Go cannot be had: ${problem}`, "let Go reach its proxy");
  await makeLaneCheckout(folder, program);
  return makeKindManagement(unit36, { checkout: folder });
}

function unitNamed(id: string): Unit {
  const workspace = openWorkspace(folder);
  return resolveOrFail(workspace, selectUnits(workspace, [id])[0]!);
}

function bundleFile(id: string, file: string): string {
  return textOf(bundleOf(unitNamed(id)).files.get(file));
}

function sampleOf(id: string): Sample {
  return parse(bundleFile(id, "cluster.yaml"));
}

function versionOf(id: string): string {
  return unitNamed(id).kubernetes.version;
}

/** Images of an addon by component. */
function imagesOf(addon: string): Record<string, string> {
  const images = unitNamed(unit36).addons.find(({ addon: { data } }) => data.id === addon)?.version.images ?? [];
  return Object.fromEntries(images.map(({ component = "", image }) => [component, image]));
}

function valuesOf({ spec }: Sample): Record<string, Json> {
  return Object.fromEntries(spec.topology.variables.map((variable) => [variable.name, variable.value]));
}

function variableList(): { name: string; value: Json }[] {
  return Object.entries(variables).map(([key, value]) => ({ name: key, value }));
}

async function setVariables(changed: Record<string, Json>): Promise<void> {
  Object.assign(variables, changed);
  await cluster.patch({ spec: { topology: { variables: variableList() } } });
}

/** As a CSP without the operator does it, with the objects as they are now. */
async function deliver(id: string): Promise<void> {
  await addons.deliver(id, await cluster.read("clusters,devclusters"));
}

async function rolledOut(): Promise<void> {
  for (const deployment of ["greeter", "local-path-provisioner"]) {
    await addons.kubectl(["rollout", "status", `deployment/${deployment}`, "--timeout=180s"]);
  }
}

/** A pod that writes into a volume of the default class and reads what it wrote; then both go. */
async function runWithVolume(text: string): Promise<void> {
  const metadata = { name: "writer" };
  const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "16Mi" } } };
  const command = ["sh", "-c", `echo ${text} >/data/text; read line </data/text; echo $line`];
  const mounted = { name: "data", mountPath: "/data" };
  const container = { name: "write", image: imagesOf("local-path")["helper"], imagePullPolicy: "Never", command, volumeMounts: [mounted] };
  const volumes = [{ name: "data", persistentVolumeClaim: { claimName: metadata.name } }];
  const items = [
    { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata, spec: claim },
    { apiVersion: "v1", kind: "Pod", metadata, spec: { restartPolicy: "Never", containers: [container], volumes } },
  ];
  await addons.kubectl(["apply", "--filename=-"], JSON.stringify({ apiVersion: "v1", kind: "List", items }));
  await addons.kubectl(["wait", "pod/writer", "--for=jsonpath={.status.phase}=Succeeded", "--timeout=120s"]);
  expect(await addons.kubectl(["logs", "writer"])).toBe(text);
  await addons.kubectl(["delete", "pod/writer", "persistentvolumeclaim/writer", "--timeout=60s"]);
  await addons.kubectl(["wait", "persistentvolume", "--all", "--for=delete", "--timeout=120s"]);
}

async function untilHeld(): Promise<void> {
  await vi.waitUntil(async () => (await cluster.read("clusters")).includes(`annotation ${hold} is set`), {
    timeout: minute,
    interval: 2_000,
  });
}
