import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject, KubernetesObject } from "@cstack/clusterclass";
import { managersOf } from "@cstack/generator";
import type { FleetReport } from "@cstack/release";
import { Kubectl, managerManifests } from "@cstack/smoke";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { cstackProcess } from "../support/cstack.ts";
import { allUnits, bundleOf, checkout, textOf } from "../support/repository.ts";
import { findTool, skipped } from "../support/tools.ts";
import { makeCheckoutImage } from "./support/checkout-image.ts";
import { makeKindManagement } from "./support/kind-management.ts";

/**
 * The Indexed Job that `cstack fleet job` prints, in a real cluster: its pods read the Clusters of three tenants with the rights that come with it, and their parts together
 * say what one process says. Nothing reconciles the Clusters, so their kinds are enough.
 */
const [present, next] = ["docker-scs-1-35", "docker-scs-1-36"].map((id) => allUnits().find((unit) => unit.id === id)!);
const image = "lane.example.com/cstack:1";
const job = "cstack-fleet-diff";
const [namespace, shards, minute] = ["cstack", 3, 60_000];
/** The last one has no class: somebody deleted it. */
const tenants = ["tenant-a", "tenant-b", "tenant-c"];
const clustersEach = 100;

const linux = process.platform === "linux";
if (!linux) skipped("kind (fleet job)", "the image holds the Node that runs the tests, and here that is none for Linux", "run it on Linux");
const management = linux ? await makeKindManagement(next!.id, { controllers: false }) : undefined;
let folder = "";
let kubectl: Kubectl;

beforeAll(async () => {
  if (management === undefined) return;
  folder = mkdtempSync(join(tmpdir(), "cstack-fleet-job-"));
  kubectl = new Kubectl({ program: findTool("kubectl")!, kubeconfig: management.kubeconfig });
  await makeCheckoutImage(image);
  await execa("kind", ["load", "docker-image", image, "--name", management.name], { timeout: 3 * minute });
  await installKinds();
  for (const tenant of tenants) await makeClusters(tenant);
});
afterAll(async () => {
  if (management === undefined) return;
  await execa("docker", ["image", "rm", image], { reject: false });
  rmSync(folder, { recursive: true, force: true });
  await management.stop();
});

describe.skipIf(management === undefined)("the Job of a fleet", () => {
  it("completes every part", async () => {
    const { stdout: manifests } = cstack("job", "--to", next!.id, "--image", image, "--shards", String(shards), "--namespace", namespace);
    await kubectl.ensureNamespace(namespace);
    await kubectl.apply(manifests);
    await kubectl.run(["-n", namespace, "wait", "--for=condition=complete", `job/${job}`, "--timeout=3m"], "", 4 * minute);
    const { status } = (await kubectl.list("jobs", "-n", namespace))[0]!;
    expect(status).toMatchObject({ succeeded: shards, completedIndexes: `0-${shards - 1}` });
  });

  it("says in its parts together what one process says", async () => {
    const parts = await printedParts();
    expect(parts).toHaveLength(shards);
    const merged = reportOf("merge", ...parts, "--report-only");
    const whole = reportOf("diff", "--to", next!.id, "--kubeconfig", management!.kubeconfig, "--report-only");
    expect(answersOf(merged)).toEqual(answersOf(whole));
    expect({ ...merged, clusters: [], verdicts: [] }).toEqual({ ...whole, clusters: [], verdicts: [] });
    expect(merged.totals).toMatchObject({ clusters: 240, refused: 60, rolls: 120, quiet: 0, unknown: 60 });
    expect(merged.others).toEqual({ "docker-other-1-35-v1": 60 });
  });
});

function cstack(...args: string[]): ReturnType<typeof cstackProcess> {
  const run = cstackProcess(["fleet", ...args]);
  if (run.status !== 0) throw new Error(run.stderr);
  return run;
}

function reportOf(...args: string[]): FleetReport {
  return JSON.parse(cstack(...args, "-o", "json").stdout) as FleetReport;
}

/** The answer for every Cluster, wherever it stands among the answers. */
function answersOf({ clusters, verdicts }: FleetReport): object {
  return Object.fromEntries(
    clusters.map(({ verdict, ...cluster }) => [`${cluster.namespace}/${cluster.name}`, { ...cluster, ...verdicts[verdict] }]),
  );
}

/** Files with what the pods have printed. */
async function printedParts(): Promise<string[]> {
  const scope = ["-n", namespace];
  const pods = await kubectl.list("pods", ...scope, "-l", `app.kubernetes.io/name=${job}`);
  const parts: string[] = [];
  for (const { metadata } of pods) {
    const file = join(folder, `${metadata.name}.json`);
    writeFileSync(file, await kubectl.run([...scope, "logs", metadata.name]));
    parts.push(file);
  }
  return parts;
}

/** The kinds that Clusters and classes of the provider have, at the versions that are stored: nobody converts. */
async function installKinds(): Promise<void> {
  const { managers } = managersOf(checkout(), [next!.provider]);
  for (const manager of managers) {
    const { crds } = await managerManifests(manager);
    for (const crd of crds) await kubectl.apply(JSON.stringify({ ...crd, spec: { ...crd.spec, conversion: { strategy: "None" } } }));
  }
  await kubectl.run(["wait", "--for=condition=Established", "crd", "--all", "--timeout=60s"]);
}

/** The class of the present release, and Clusters that are equal but for five properties. */
async function makeClusters(tenant: string): Promise<void> {
  const scope = new Kubectl({ program: findTool("kubectl")!, kubeconfig: management!.kubeconfig, namespace: tenant });
  const { files } = bundleOf(present!);
  await scope.ensureNamespace(tenant);
  if (tenant !== tenants.at(-1)) await scope.apply(textOf(files.get("class.yaml")));
  const sample = parse(textOf(files.get("cluster.yaml"))) as KubernetesObject;
  const items = Array.from({ length: clustersEach }, (_, index) => clusterNumber(index, sample));
  await scope.run(["create", "-f", "-"], JSON.stringify({ apiVersion: "v1", kind: "List", items }), 2 * minute);
}

/** Of five Clusters, two are of one size and one of another, one is two minors behind, and one is of another stack. */
function clusterNumber(index: number, sample: KubernetesObject): KubernetesObject {
  const topology = sample.spec!["topology"] as JsonObject;
  const [workers] = (topology["workers"] as { machineDeployments: JsonObject[] }).machineDeployments;
  const sized = { ...topology, workers: { machineDeployments: [{ ...workers, replicas: 3 }] } };
  const kinds: JsonObject[] = [
    topology,
    topology,
    sized,
    { ...topology, version: "v1.34.1" },
    { ...topology, classRef: { name: "docker-other-1-35-v1" } },
  ];
  return { ...sample, metadata: { name: `cluster-${index}` }, spec: { ...sample.spec, topology: kinds[index % kinds.length]! } };
}
