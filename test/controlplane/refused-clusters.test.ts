import { type ClusterTopology, type JsonObject, type KubernetesObject, type Plan, planCluster } from "@cstack/clusterclass";
import { renderUnit, sampleWith } from "@cstack/generator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allUnits } from "../support/repository.ts";
import { withTopology } from "./support/changes.ts";
import type { ManagementCluster, Refusal } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { type ClassInput, connectWithNamespace, dissolve, inNamespace, installClass } from "./support/stack-under-test.ts";

/** What Cluster API's webhooks say to a Cluster that cannot be is what cstack said of it before. */
const tools = findManagementTools();

const namespace = `cstack-refused-${process.pid}`;
const minute = 60_000;
/** A unit with a variable that must be given. */
const unit = allUnits().find(({ stack }) => (stack.data.required ?? []).length > 0)!;
const required = unit.stack.data.required!;
const sample = sampleWith(renderUnit(unit, { version: "v1" }).rendered!, {});
const offered = inNamespace(sample, namespace);
const cluster: KubernetesObject = { ...sample.clusters[0]!, metadata: { ...sample.clusters[0]!.metadata, namespace } };
let management: ManagementCluster;

beforeAll(async () => {
  if (tools === undefined) return;
  management = await connectWithNamespace(tools, namespace);
  await installClass(management, offered);
  await installClass(management, { ...withoutWorkers(offered), templates: new Map() });
}, 5 * minute);

afterAll(async () => {
  if (tools === undefined) return;
  const { apiVersion } = unit.templates.find(({ slot }) => slot === "infrastructureCluster")!;
  await dissolve(management, namespace, apiVersion);
  management.close();
}, 5 * minute);

describe.skipIf(tools === undefined)("a Cluster is refused as planned, if", () => {
  it("a variable has a wrong value", async () => {
    const wrong = withVariables(cluster, (variables) => [...variables, { name: "certSANs", value: "api.example.com" }]);
    expectAgreement(planOf(wrong), await management.create(wrong));
  });

  it("a required variable is missing", async () => {
    const missing = withVariables(cluster, (variables) => variables.filter(({ name }) => !required.includes(name)));
    expectAgreement(planOf(missing), await management.create(missing));
  });

  it("it moves to a class without its workers", async () => {
    expect(await management.create(cluster)).toBeUndefined();
    const other = withoutWorkers(offered);
    const moved = withTopology(cluster, (topology) => ({ ...topology, classRef: { name: other.clusterClass.metadata.name! } }));
    const plan = planCluster({ ...other, clusters: [moved], crds: [], converted: [] }, { from: { cluster, class: offered } });
    const refusal = await management.patch(cluster, { spec: moved.spec as JsonObject });
    expectSameFields(plan, refusal);
    // The plan says also which classes there are.
    for (const message of [plan.errors[0]?.message, refusal?.message]) expect(message).toContain('"default-worker"');
  });
});

function planOf(given: KubernetesObject): Plan {
  return planCluster({ ...offered, clusters: [given], crds: [], converted: [] });
}

/** The same fields, and each reason in the webhook's words. */
function expectAgreement(plan: Plan, refusal: Refusal | undefined): void {
  expectSameFields(plan, refusal);
  for (const { message } of plan.errors) expect(refusal?.message).toContain(message);
}

function expectSameFields({ errors }: Plan, refusal: Refusal | undefined): void {
  expect(errors.length).toBeGreaterThan(0);
  expect(refusal?.fields).toEqual([...new Set(errors.map(({ field }) => field))].toSorted());
}

type Variables = NonNullable<ClusterTopology["variables"]>;

function withVariables(given: KubernetesObject, edit: (variables: Variables) => Variables): KubernetesObject {
  return withTopology(given, (topology) => ({ ...topology, variables: edit(topology.variables ?? []) }));
}

/** The class under another name, in which the workers are called otherwise. */
function withoutWorkers({ clusterClass, templates }: ClassInput): ClassInput {
  const { workers } = clusterClass.spec as { workers: { machineDeployments: { class: string }[] } };
  const renamed = workers.machineDeployments.reduce(
    (text, { class: own }) => text.replaceAll(JSON.stringify(own), JSON.stringify(`other-${own}`)),
    JSON.stringify(clusterClass),
  );
  const other = JSON.parse(renamed) as KubernetesObject;
  return { clusterClass: { ...other, metadata: { ...other.metadata, name: `${other.metadata.name}-other` } }, templates };
}
