import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kubectl } from "@cstack/smoke";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findManagementTools } from "../controlplane/support/management-tools.ts";
import { bundleOf, newestUnits } from "../support/repository.ts";
import type { RunningProgram } from "../support/running-program.ts";
import { findOperator, folderOnly, installDefinitions, layReleases, startOperator } from "./support/cluster-stack-operator.ts";
import { clusterStackOf, hasUsableClass, readyRelease, removeReleases } from "./support/installed-release.ts";

/** The Cluster Stack Operator itself as a client of our bundles, without a remote repository: it reads releases from a folder. */
const operator = await findOperator();
const tools = operator === undefined ? undefined : findManagementTools("operator");
const namespace = `cstack-operator-${process.pid}`;
/** Each newest unit under a version that is counted, and under one that is made of its content. */
const cases = newestUnits()
  .flatMap((unit) => [bundleOf(unit), bundleOf(unit, { mode: "hash" })])
  .map((bundle) => [bundle.release, bundle] as const);

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
    cases.map(([, bundle]) => bundle),
  );
  running = await startOperator(operator, tools.kubeconfig, folder, folderOnly);
});

afterAll(async () => {
  if (running === undefined) return;
  await removeReleases(kubectl);
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(tools === undefined).each(cases)("the release %s", (release, bundle) => {
  it("is found by a ClusterStack, and becomes ready with the Kubernetes version of the unit", async () => {
    await kubectl.apply(JSON.stringify(clusterStackOf(bundle)));
    const found = await readyRelease(kubectl, release);
    expect(found, running?.log().slice(-2000)).toBeDefined();
    expect(found?.status?.["kubernetesVersion"]).toBe(`v${bundle.unit.kubernetes.version}`);
  });

  it("has a ClusterClass under the name of the contract, whose variables Cluster API accepts", async () => {
    expect(await hasUsableClass(kubectl, bundle)).toBe(true);
  });
});
