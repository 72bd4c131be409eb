import { asJson, asObject, type JsonObject, type KubernetesObject, type Plan, planCluster } from "@cstack/clusterclass";
import { renderUnit, sampleWith, type Unit } from "@cstack/generator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allUnits } from "../support/repository.ts";
import { findTool, skipped } from "../support/tools.ts";
import { clustersOf, type NamedCluster } from "./support/cluster-scenarios.ts";
import { countValues, differencesFromPlan } from "./support/compare-objects.ts";
import { kindsOf, objectsByCluster, objectsByRole } from "./support/created-objects.ts";
import { ManagementCluster, type Refusal, type StoredObject } from "./support/management-cluster.ts";
import {
  clusterKind,
  dissolve,
  inNamespace,
  installClass,
  reconciledClusters,
  unreconciled,
  withoutProvider,
} from "./support/stack-under-test.ts";

/** What the plan engine says of a Cluster is what Cluster API's webhooks and its topology controller do with it. */
const kubectl = findTool("kubectl");
const kubeconfig = process.env["CSTACK_KUBECONFIG"];
const ready = kubectl !== undefined && kubeconfig !== undefined;
if (!ready) {
  const missing = kubectl === undefined ? "kubectl is not on the path" : "no management cluster is named";
  skipped("controlplane", missing, "set CSTACK_KUBECONFIG to the kubeconfig of an API server with Cluster API's controllers");
}

/** A Cluster as planned and as it was received by the API server. */
interface Submission {
  title: string;
  name: string;
  plan: Plan;
  refusal: Refusal | undefined;
}

const units = allUnits();
const counts = { scenarios: 0, refused: 0, objects: 0, values: 0 };
/** Namespaces of this run, each with group and version of its infrastructure. */
const used = new Map<string, string>();
let management: ManagementCluster;

beforeAll(async () => {
  if (ready) management = await ManagementCluster.connect(kubectl, kubeconfig);
});

afterAll(async () => {
  if (!ready) return;
  await Promise.all([...used].map(([namespace, api]) => dissolve(management, namespace, api)));
  management.close();
  const { scenarios, refused, objects, values } = counts;
  process.stderr.write(`planned = created: ${scenarios} Clusters (${refused} refused), ${objects} objects, ${values} planned values\n`);
});

describe.skipIf(!ready).each(units.map((unit) => [unit.id, unit] as const))("Clusters of %s", (id, unit) => {
  const namespace = `cstack-plan-${process.pid}-${id}`;
  let submissions: Submission[] = [];

  beforeAll(async () => {
    await management.createNamespace(namespace);
    used.set(namespace, infrastructureApi(unit));
    submissions = await submitScenarios(unit, namespace);
    counts.scenarios += submissions.length;
  });

  /** Not waited for, so that the next unit's Clusters are made meanwhile. */
  afterAll(() => management.deleteAll(clusterKind, namespace));

  it("are at least twenty", () => {
    expect(submissions.length).toBeGreaterThanOrEqual(20);
  });

  it("are refused with the fields that the plan names", () => {
    const refused = submissions.filter(({ plan, refusal }) => plan.errors.length > 0 || refusal !== undefined);
    counts.refused += refused.length;
    const found = refused.map(({ title, refusal }) => [title, refusal?.fields ?? "accepted"]);
    expect(found).toEqual(refused.map(({ title, plan }) => [title, [...new Set(plan.errors.map(({ field }) => field))].toSorted()]));
  });

  it("become the planned objects", async () => {
    const accepted = submissions.filter(({ plan, refusal }) => plan.errors.length === 0 && refusal === undefined);
    const names = accepted.map(({ name }) => name);
    const clusters = await reconciledClusters(management, namespace, names);
    const objects = await objectsByCluster(management, namespace, kindsOf(accepted.map(({ plan }) => plan)));
    const differences: string[] = [];
    for (const { title, name, plan } of accepted) {
      const found = await differencesOf(plan, clusters.get(name)!, objects.get(name) ?? []);
      differences.push(...found.map((text) => `${title}: ${text}`));
    }
    expect(differences).toEqual([]);
  });
});

/** Plans the scenarios of a unit, and creates their Clusters. */
async function submitScenarios(unit: Unit, namespace: string): Promise<Submission[]> {
  const { rendered } = renderUnit(unit, { version: "v1" });
  const ofClass = withoutProvider(inNamespace(sampleWith(rendered!, {}), namespace));
  await installClass(management, ofClass);
  const submit = async ({ title, cluster }: NamedCluster, index: number): Promise<Submission> => {
    const name = `c${index}`;
    const named: KubernetesObject = { ...cluster, metadata: { ...cluster.metadata, name, namespace } };
    const plan = planCluster({ ...ofClass, clusters: [named], crds: [], converted: [] });
    return { title, name, plan, refusal: await management.create(named) };
  };
  const submissions: Submission[] = [];
  for (const [index, scenario] of clustersOf(rendered!).entries()) submissions.push(await submit(scenario, index));
  return submissions;
}

/** Group and version of the kinds of the unit's provider. */
function infrastructureApi(unit: Unit): string {
  return unit.templates.find(({ slot }) => slot === "infrastructureCluster")!.apiVersion;
}

async function differencesOf(plan: Plan, cluster: StoredObject, objects: readonly StoredObject[]): Promise<string[]> {
  const open = unreconciled(cluster);
  if (open !== undefined) return [`not reconciled, ${open}`];
  const planned = new Map(plan.objects.map(({ role, object }) => [role, withUid(object, cluster.metadata.uid)]));
  const created = objectsByRole(cluster, objects);
  const differences = [...created.keys()].filter((role) => !planned.has(role)).map((role) => `${role}: created, not planned`);
  for (const [role, object] of planned) {
    counts.objects += 1;
    counts.values += countValues(object);
    const found = created.get(role);
    if (found === undefined) differences.push(`${role}: planned, not created`);
    else differences.push(...(await differencesFromPlan(object, found, withDefaults)).map((text) => `${role}${text}`));
  }
  return [...differences, ...differingVariables(plan, cluster)];
}

function withDefaults(planned: JsonObject): Promise<JsonObject> {
  return management.dryRun(asObject(planned));
}

/** The values that the webhook stored are the planned ones, defaults included. */
function differingVariables({ variables }: Plan, cluster: StoredObject): string[] {
  const { topology } = asJson(cluster)["spec"] as { topology: { variables?: { name: string; value: unknown }[] } };
  const stored = Object.fromEntries((topology.variables ?? []).map(({ name, value }) => [name, value]));
  const names = [...new Set([...Object.keys(variables ?? {}), ...Object.keys(stored)])];
  return names
    .filter((name) => JSON.stringify(sorted(variables?.[name])) !== JSON.stringify(sorted(stored[name])))
    .map((name) => `variable ${name}: planned ${JSON.stringify(variables?.[name])}, found ${JSON.stringify(stored[name])}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted()
      .map(([name, item]) => [name, sorted(item)]),
  );
}

/** A plan of a Cluster without a UID says zeros. */
function withUid(object: JsonObject, uid: string): JsonObject {
  return JSON.parse(JSON.stringify(object).replaceAll("00000000-0000-0000-0000-000000000000", uid)) as JsonObject;
}
