import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KubernetesObject } from "@cstack/clusterclass";
import { Kubectl } from "@cstack/smoke";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openWorkspace, resolveOrFail, selectUnits } from "../../packages/cli/src/workspace.ts";
import { eventually } from "../controlplane/support/management-cluster.ts";
import {
  extensionConfig,
  findOperator,
  folderOnly,
  installDefinitions,
  layReleases,
  type RunningOperator,
  startOperator,
} from "../operator/support/cluster-stack-operator.ts";
import { clusterStackOf, readyRelease } from "../operator/support/installed-release.ts";
import { bundleOf, textOf } from "../support/repository.ts";
import { findTool, skipped } from "../support/tools.ts";
import { DeliveredAddons } from "./support/delivered-addons.ts";
import { makeKindManagement } from "./support/kind-management.ts";
import { makeLaneCheckout } from "./support/lane-checkout.ts";
import { WorkloadCluster } from "./support/workload-cluster.ts";

/**
 * The Cluster Stack Operator itself brings the addons of a release to a real cluster: Cluster API tells it that the control plane answers, and it applies clusteraddon.yaml
 * from the first to the last. That addons also run is shown where Helm delivers them.
 */
const minute = 60_000;
const unitId = "docker-lane-1-36";
const namespace = `cstack-operator-${process.pid}`;
/** An object that each addon of the stage brings. */
const brought = {
  "gateway-definitions": "crd/gateways.gateway.networking.k8s.io",
  "snapshot-definitions": "crd/volumesnapshots.snapshot.storage.k8s.io",
  greetings: "crd/greetings.lane.example.com",
  "local-path": "deployment/local-path-provisioner",
  "etcd-defrag": "cronjob/etcd-defrag",
};

const go = findTool("go");
if (go === undefined) skipped("kind (operator)", "go is not on the path", "install it");
const operator = go === undefined ? undefined : await findOperator("kind (operator)");
const folder = mkdtempSync(join(tmpdir(), "cstack-kind-operator-"));
if (operator !== undefined) await makeLaneCheckout(folder, go!);
const management = operator === undefined ? undefined : await makeKindManagement(unitId, { checkout: folder });
const cluster = new WorkloadCluster(management?.kubeconfig ?? "", namespace);
const name = management?.cluster ?? "";
let kubectl: Kubectl;
let running: RunningOperator | undefined;

beforeAll(async () => {
  if (operator === undefined || management === undefined) return;
  const { kubeconfig } = management;
  kubectl = new Kubectl({ program: findTool("kubectl")!, kubeconfig, namespace });
  const bundle = laneBundle();
  await installDefinitions(operator, kubectl);
  await kubectl.ensureNamespace(namespace);
  layReleases(folder, [bundle]);
  running = await startOperator(operator, kubeconfig, folder, folderOnly);
  await kubectl.apply(JSON.stringify(extensionConfig(running.hooks)));
  await kubectl.run(["wait", "--for=condition=Discovered", "extensionconfig", "--all", "--timeout=60s"]);
  await kubectl.apply(JSON.stringify(clusterStackOf(bundle)));
  expect(await readyRelease(kubectl, bundle.release), running.log().slice(-2000)).toBeDefined();
  await kubectl.run(["wait", "--for=condition=VariablesReady", "clusterclass", "--all", "--timeout=60s"]);
  await cluster.settle(clusterWithAllAddons(), 8 * minute);
});
afterAll(async () => {
  if (management !== undefined) await cluster.dissolve().finally(management.stop);
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(management === undefined)("the operator", () => {
  it("says that the addons of the release are there once it has applied them all", { timeout: 6 * minute }, async () => {
    const ready = await eventually(5 * minute, async () => {
      const found = await kubectl.get("clusteraddon", `cluster-addon-${name}`);
      return found.status?.["ready"] === true ? found : undefined;
    });
    expect(ready, running?.log().slice(-4000)).toBeDefined();
    expect(ready?.spec).toMatchObject({ clusterStack: `${unitId}-v1`, version: "v1" });
    expect(ready?.status?.conditions?.filter(({ status }) => status !== "True")).toEqual([]);
  });

  it("applies them in the order of clusteraddon.yaml", async () => {
    expect(stageNames()).toEqual(Object.keys(brought));
    const addons = new DeliveredAddons(folder, join(folder, "delivered"), await cluster.credentials(name));
    const times = await Promise.all(
      Object.values(brought).map((object) => addons.kubectl(["get", object, "--output=jsonpath={.metadata.creationTimestamp}"])),
    );
    expect(times).toEqual(times.toSorted());
  });
});

function laneBundle() {
  const workspace = openWorkspace(folder);
  return bundleOf(resolveOrFail(workspace, selectUnits(workspace, [unitId])[0]!));
}

function stageNames(): string[] {
  const { addonStages } = parse(textOf(laneBundle().files.get("clusteraddon.yaml"))) as {
    addonStages: { AfterControlPlaneInitialized: { name: string }[] };
  };
  return addonStages.AfterControlPlaneInitialized.map((stage) => stage.name);
}

/** The bundle's sample, with the addon switched on that is off unless a Cluster asks for it. */
function clusterWithAllAddons(): KubernetesObject {
  const sample = parse(textOf(laneBundle().files.get("cluster.yaml"))) as KubernetesObject & {
    spec: { topology: { variables: unknown[] } };
  };
  sample.metadata.name = name;
  sample.spec.topology.variables.push({ name: "etcdDefragJob", value: true });
  return sample;
}
