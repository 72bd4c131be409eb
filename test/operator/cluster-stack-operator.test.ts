import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Unit } from "@cstack/generator";
import { type ClusterObject, Kubectl } from "@cstack/smoke";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../controlplane/support/management-cluster.ts";
import { findManagementTools } from "../controlplane/support/management-tools.ts";
import { allUnits, bundleOf } from "../support/repository.ts";
import type { RunningProgram } from "../support/running-program.ts";
import { findOperator, installDefinitions, layReleases, startOperator } from "./support/cluster-stack-operator.ts";

/** The Cluster Stack Operator itself as a client of our bundles, without a remote repository: it reads releases from a folder. */
const operator = await findOperator();
const tools = operator === undefined ? undefined : findManagementTools("operator");
const namespace = `cstack-operator-${process.pid}`;
/** The newest unit of each provider, under a version that is counted and under one that is made of its content. */
const newest = [...new Map(allUnits().map((unit) => [unit.provider.data.id, unit])).values()];
const cases = newest.flatMap((unit) =>
  [bundleOf(unit), bundleOf(unit, { mode: "hash" })].map((bundle) => [bundle.release, unit, bundle] as const),
);

let folder = "";
let kubectl: Kubectl;
let running: RunningProgram | undefined;

beforeAll(async () => {
  if (operator === undefined || tools === undefined) return;
  folder = mkdtempSync(join(tmpdir(), "cstack-operator-"));
  kubectl = new Kubectl({ program: tools.kubectl, kubeconfig: tools.kubeconfig, namespace });
  await installDefinitions(operator, kubectl);
  await kubectl.ensureNamespace(namespace);
  layReleases(
    folder,
    cases.map(([, , bundle]) => bundle),
  );
  running = await startOperator(operator, tools, folder);
});

afterAll(async () => {
  if (tools === undefined) return;
  await kubectl.run(["delete", "clusterstacks,clusterstackreleases", "--all", "--timeout=30s"]);
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(tools === undefined).each(cases)("the release %s", (release, unit) => {
  const version = versionOf(release, unit);

  it("is found by a ClusterStack, and becomes ready with the Kubernetes version of the unit", async () => {
    await kubectl.apply(JSON.stringify(clusterStack(release, unit, version)));
    const found = await eventually(60_000, () => readyRelease(release));
    expect(found, running?.log().slice(-2000)).toBeDefined();
    expect(found?.status?.["kubernetesVersion"]).toBe(`v${unit.kubernetes.version}`);
  });

  it("has a ClusterClass under the name of the contract, whose variables Cluster API accepts", async () => {
    const name = `${unit.id}-${version}`;
    const ready = await eventually(30_000, async () => {
      const { status } = await kubectl.get("clusterclass", name);
      return status?.conditions?.find(({ type }) => type === "VariablesReady")?.status === "True" ? true : undefined;
    });
    expect(ready).toBe(true);
  });
});

/** The version in the form of ClusterStacks and of class names: a dot before what makes it unique. */
function versionOf(release: string, { id }: Unit): string {
  return release.slice(id.length + 1).replace(/^(v\d+-[a-z]+)-/, "$1.");
}

function clusterStack(name: string, { provider, id, kubernetes }: Unit, version: string): unknown {
  const [, stack] = id.split("-");
  const channel = version.includes("-") ? "custom" : "stable";
  const kubernetesVersion = kubernetes.version.split(".").slice(0, 2).join(".");
  const spec = {
    provider: provider.data.id,
    name: stack,
    kubernetesVersion,
    channel,
    versions: [version],
    autoSubscribe: false,
    noProvider: true,
  };
  return { apiVersion: "clusterstack.x-k8s.io/v1alpha1", kind: "ClusterStack", metadata: { name, namespace }, spec };
}

async function readyRelease(name: string): Promise<ClusterObject | undefined> {
  const all = await kubectl.list("clusterstackreleases");
  const found = all.find(({ metadata }) => metadata.name === name);
  return found?.status?.["ready"] === true ? found : undefined;
}
