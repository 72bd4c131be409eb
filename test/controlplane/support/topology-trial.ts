import { evaluateCluster, judgePlan, type KubernetesObject, type Plan } from "@cstack/clusterclass";
import { renderUnit, sampleWith, type Unit } from "@cstack/generator";
import { clustersOf } from "./cluster-scenarios.ts";
import { kindsOf, objectsByCluster } from "./created-objects.ts";
import { idleClass } from "./idle-class.ts";
import { conditionOf, eventually, type ManagementCluster, type Refusal, type StoredObject } from "./management-cluster.ts";
import { type ClassInput, clusterKind, inNamespace, installClass } from "./stack-under-test.ts";

/** Clusters of one unit, in a namespace of their own. */
export interface Trial {
  namespace: string;
  /** Group and version of the unit's infrastructure. */
  infrastructure: string;
  submissions: readonly Submission[];
}

/** One Cluster: what was planned, and what came of it. */
export interface Submission {
  title: string;
  cluster: KubernetesObject;
  plan: Plan;
  /** Roles of planned objects that the API server will not take, by their schemas. */
  unacceptable: ReadonlySet<string>;
  /** Why the Cluster itself was not accepted. */
  refusal?: Refusal | undefined;
  /** The Cluster once the topology controller was through with it, and all that the controller made for it. */
  stored?: StoredObject;
  created: readonly StoredObject[];
}

/** As many Clusters as the topology controller reconciles at a time; more would only wait for each other. */
const atOnce = 10;
const patience = 180_000;

/** Installs the class of a unit and lets Clusters of all its scenarios become objects; none of them gets a machine. */
export async function runTrial(management: ManagementCluster, unit: Unit, namespace: string): Promise<Trial> {
  const trial = await installTrial(management, unit, namespace);
  const queue = trial.submissions.values();
  await Promise.all(Array.from({ length: atOnce }, () => submitFrom(management, queue)));
  await collectObjects(management, trial);
  return trial;
}

async function installTrial(management: ManagementCluster, unit: Unit, namespace: string): Promise<Trial> {
  await management.createNamespace(namespace);
  const { rendered } = renderUnit(unit, { version: "v1" });
  const ofClass = idleClass(inNamespace(sampleWith(rendered!, {}), namespace), unit.provider.schemas);
  await installClass(management, ofClass);
  const served = { ...ofClass, templates: await templatesAsServed(management, ofClass.templates) };
  const submissions = clustersOf(rendered!).map(({ title, cluster }, index): Submission => {
    const named = { ...cluster, metadata: { ...cluster.metadata, name: `c${index}`, namespace } };
    const evaluation = evaluateCluster({ ...served, clusters: [named], crds: [], converted: [] });
    const { findings } = judgePlan(evaluation, { schemas: unit.provider.schemas, kubernetes: [] });
    return {
      title,
      cluster: named,
      plan: evaluation.plan,
      unacceptable: new Set(findings.map(({ subject = "" }) => subject)),
      created: [],
    };
  });
  const { apiVersion } = unit.templates.find(({ slot }) => slot === "infrastructureCluster")!;
  return { namespace, infrastructure: apiVersion, submissions };
}

/** Templates with the defaults that their provider's webhook gave them, as the topology controller reads them. */
async function templatesAsServed(
  management: ManagementCluster,
  templates: ClassInput["templates"],
): Promise<Map<string, KubernetesObject>> {
  const served = [...templates].map(async ([key, template]): Promise<[string, KubernetesObject]> => {
    const { name = "", namespace = "" } = template.metadata;
    return [key, { ...template, spec: (await management.get(template, namespace, name)).spec }];
  });
  return new Map(await Promise.all(served));
}

/**
 * Creates one Cluster after the other, the next as soon as the topology controller is through with the last. That one is paused at once: controllers
 * would go on to look at each of its objects again and again, which is most of the work.
 */
async function submitFrom(management: ManagementCluster, queue: Iterable<Submission>): Promise<void> {
  for (const submission of queue) {
    submission.refusal = await management.create(submission.cluster);
    if (submission.refusal !== undefined) continue;
    await untilThrough(management, submission);
    await management.patch(submission.cluster, { spec: { paused: true } });
  }
}

async function untilThrough(management: ManagementCluster, submission: Submission): Promise<void> {
  const { name = "", namespace = "" } = submission.cluster.metadata;
  await eventually(
    patience,
    async () => {
      submission.stored = await management.get(clusterKind, namespace, name);
      return isThrough(submission.stored, willFail(submission)) ? true : undefined;
    },
    400,
  );
}

/** Whether an object of a Cluster will not be accepted, or the class refuses it. */
function willFail({ unacceptable, plan }: Submission): boolean {
  return unacceptable.size > 0 || isRefusedByClass(plan);
}

/** A patch fails, so that nothing is made of a Cluster that the webhooks accept. */
export function isRefusedByClass({ errors }: Plan): boolean {
  return errors.length > 0 && errors.every(({ stage }) => stage === "patch");
}

/** Where an object will not be accepted, the controller is through with the others once it says that it failed. */
function isThrough(cluster: StoredObject, failing: boolean): boolean {
  const condition = conditionOf(cluster, "TopologyReconciled");
  return condition?.status === "True" || (failing && condition?.status === "False");
}

/** What the topology controller says of a Cluster that it is not done with. */
export function unreconciled(cluster: StoredObject): string | undefined {
  const condition = conditionOf(cluster, "TopologyReconciled");
  return condition?.status === "True" ? undefined : `${condition?.reason}: ${condition?.message}`;
}

async function collectObjects(management: ManagementCluster, { namespace, submissions }: Trial): Promise<void> {
  const objects = await objectsByCluster(management, namespace, kindsOf(submissions.map(({ plan }) => plan)));
  for (const submission of submissions) submission.created = objects.get(submission.cluster.metadata.name ?? "") ?? [];
}
