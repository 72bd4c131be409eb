import { renderUnit, sampleWith } from "@cstack/generator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allUnits } from "../support/repository.ts";
import { isSettled, observe } from "./support/machines.ts";
import { eventually, type ManagementCluster } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { connectWithNamespace, deleteClusters, dissolve, inNamespace, installClass } from "./support/stack-under-test.ts";

/** The class that makes containers in the kind lane makes machines in the memory of its provider here: a variable of the Cluster chooses. */
const tools = findManagementTools();
const namespace = `cstack-backend-${process.pid}`;
const minute = 60_000;
const choosing = allUnits().filter(({ variables }) => variables.some(({ name }) => name === "machineBackend"));

let management: ManagementCluster;

beforeAll(async () => {
  if (tools === undefined) return;
  management = await connectWithNamespace(tools, namespace);
});

afterAll(async () => {
  if (tools === undefined) return;
  await deleteClusters(management, namespace);
  await dissolve(management, namespace, "infrastructure.cluster.x-k8s.io/v1beta2");
  management.close();
}, 3 * minute);

describe.skipIf(tools === undefined).each(choosing.slice(-1).map((unit) => [unit.id, unit] as const))("the class of %s", (_id, unit) => {
  it("gives a Cluster all its machines in memory, available and up to date", { timeout: 6 * minute }, async () => {
    const { rendered } = renderUnit(unit, { version: "v1" });
    const { clusterClass, templates, clusters } = sampleWith(rendered!, { machineBackend: "inMemory" });
    await installClass(management, inNamespace({ clusterClass, templates }, namespace));
    expect(await management.create({ ...clusters[0]!, metadata: { name: "in-memory", namespace } })).toBeUndefined();
    const state = await eventually(
      5 * minute,
      async () => {
        const found = (await observe(management, namespace)).get("in-memory");
        return found !== undefined && isSettled(found) ? found : undefined;
      },
      1000,
    );
    expect([...(state?.groups.keys() ?? [])].toSorted()).toEqual(["controlPlane", "machineDeployment/default-worker"]);
  });
});
