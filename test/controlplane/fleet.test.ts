import { asJson, type JsonObject, type KubernetesObject, readEvaluationInput } from "@cstack/clusterclass";
import { inNamespace as inDefaultNamespace, renderUnit } from "@cstack/generator";
import { ApiClient, readCredentials } from "@cstack/smoke";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diffFleet } from "../../packages/cli/src/fleet/diff-fleet.ts";
import { fleetJob } from "../../packages/cli/src/fleet/job-manifest.ts";
import { readManagementCluster } from "../../packages/cli/src/fleet/read-management-cluster.ts";
import { allUnits } from "../support/repository.ts";
import { ManagementCluster } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { clusterKind, inNamespace, installClass } from "./support/stack-under-test.ts";

/** `cstack fleet diff` reads a real API server: classes in the namespaces of two tenants, and their Clusters, which are paused. */
const tools = findManagementTools();
const tenants = [`cstack-fleet-a-${process.pid}`, `cstack-fleet-b-${process.pid}`];
const minute = 60_000;
let management: ManagementCluster;

/** A unit as the engine takes it, with its sample. */
function inputOf(id: string) {
  const { clusterClass, templates, sample } = renderUnit(allUnits().find((unit) => unit.id === id)!, { version: "v1" }).rendered!;
  const documents = [clusterClass, ...templates].map(inDefaultNamespace) as KubernetesObject[];
  return readEvaluationInput([...documents, ...(sample.slice(-1) as unknown as KubernetesObject[])]).input!;
}

beforeAll(async () => {
  if (tools === undefined) return;
  management = await ManagementCluster.connect(tools);
  const input = inputOf("docker-scs-1-35");
  const [sample] = input.clusters;
  for (const [index, namespace] of tenants.entries()) {
    await management.createNamespace(namespace);
    await installClass(management, inNamespace(input, namespace));
    for (const name of [`one-${index}`, `two-${index}`]) {
      const spec = { ...(asJson(sample!)["spec"] as JsonObject), paused: true };
      expect(await management.create({ ...sample!, metadata: { name, namespace }, spec })).toBeUndefined();
    }
  }
}, 2 * minute);

afterAll(async () => {
  if (tools === undefined) return;
  for (const namespace of tenants) {
    await management.deleteAll(clusterKind, namespace);
    await management.deleteNamespace(namespace);
  }
  management.close();
}, minute);

describe.skipIf(tools === undefined)("a release of the next minor", () => {
  it("rolls the Clusters of every tenant, which are planned once", async () => {
    const api = new ApiClient(readCredentials(tools!.kubeconfig));
    const unit = allUnits().find(({ id }) => id === "docker-scs-1-36")!;
    const target = {
      className: "docker-scs-1-36-v1",
      unit: { provider: "docker", stack: "scs", minor: "1.36" },
      version: `v${unit.kubernetes.version}`,
    };
    const facts = { mutability: unit.provider.data.mutability ?? [], schemas: unit.provider.schemas };
    const input = inputOf("docker-scs-1-36");
    const { clusters, verdicts } = await diffFleet((part) => readManagementCluster(api, part), {
      target,
      input,
      facts,
      featureGates: {},
      shard: undefined,
    });
    api.close();
    const own = clusters.filter(({ namespace }) => tenants.includes(namespace));
    expect(own.map(({ name }) => name)).toEqual(["one-0", "two-0", "one-1", "two-1"]);
    expect(new Set(own.map(({ verdict }) => verdict)).size).toBe(1);
    const { state, rolls } = verdicts[own[0]!.verdict]!;
    expect([state, rolls.map(({ machines }) => machines)]).toEqual(["rolls", ["controlPlane", "machineDeployment/default-worker"]]);
  });

  it("is planned in shards by a Job that the API server accepts, with its rights", async () => {
    const request = { to: "docker-scs-1-36", image: "registry.example.com/cstack:1", shards: 4, namespace: tenants[0]! };
    const [account, role, binding, job] = fleetJob(request, inputOf("docker-scs-1-36")) as unknown as KubernetesObject[];
    for (const object of [account!, job!]) expect((await management.dryRun(object))["kind"]).toBe(object.kind);
    for (const [plural, object] of [
      ["clusterroles", role],
      ["clusterrolebindings", binding],
    ] as const)
      expect(await management.send(`/apis/rbac.authorization.k8s.io/v1/${plural}?dryRun=All`, object)).toMatchObject({
        kind: object!.kind,
      });
  });
});
