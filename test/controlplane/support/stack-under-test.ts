import type { EvaluationInput, KubernetesObject } from "@cstack/clusterclass";
import { conditionOf, eventually, type Kind, ManagementCluster } from "./management-cluster.ts";
import type { ManagementTools } from "./management-tools.ts";

export const clusterKind: Kind = { apiVersion: "cluster.x-k8s.io/v1beta2", kind: "Cluster" };

const classKind: Kind = { apiVersion: clusterKind.apiVersion, kind: "ClusterClass" };
const secretKind: Kind = { apiVersion: "v1", kind: "Secret" };
const providerApis = ["controlplane.cluster.x-k8s.io/v1beta2", "bootstrap.cluster.x-k8s.io/v1beta2"];

export type ClassInput = Pick<EvaluationInput, "clusterClass" | "templates">;

/** The same class and templates in another namespace. */
export function inNamespace({ clusterClass, templates }: ClassInput, namespace: string): ClassInput {
  const moved = (object: KubernetesObject): KubernetesObject => ({ ...object, metadata: { ...object.metadata, namespace } });
  return { clusterClass: moved(clusterClass), templates: new Map([...templates].map(([key, template]) => [key, moved(template)])) };
}

/** Creates a class with its templates and waits until its variables are ready; throws if it is refused. */
export async function installClass(management: ManagementCluster, { clusterClass, templates }: ClassInput): Promise<void> {
  for (const object of [...templates.values(), clusterClass]) {
    const refusal = await management.create(object);
    if (refusal !== undefined) throw new Error(`${object.kind} ${object.metadata.name} is refused: ${refusal.message}`);
  }
  const { name = "", namespace = "default" } = clusterClass.metadata;
  const ready = await eventually(60_000, async () => {
    const stored = await management.get(clusterClass, namespace, name);
    return conditionOf(stored, "VariablesReady")?.status === "True" ? true : undefined;
  });
  if (ready === undefined) throw new Error(`the variables of ${name} are not ready`);
}

/**
 * Deletes a namespace and everything in it. No machine and no cloud stands behind the infrastructure, and no garbage collector may run, so that
 * Clusters would be deleted slowly or never: paused, nobody waits for anything, and all objects go as soon as nothing holds them.
 */
export async function dissolve(management: ManagementCluster, namespace: string, infrastructure: string): Promise<void> {
  const running = (await management.list(clusterKind, namespace)).filter(({ spec }) => spec["paused"] !== true);
  await Promise.all(running.map((cluster) => management.patch(cluster, { spec: { paused: true } })));
  const between = (await kindsBesideClasses(management, infrastructure)).filter(({ kind }) => kind !== clusterKind.kind);
  // A class cannot go before its Clusters. Helper Secrets would go with their owners where a garbage collector runs.
  for (const kind of [clusterKind, ...between, secretKind, classKind]) await letGo(management, kind, namespace);
  await management.deleteNamespace(namespace);
}

/** All kinds of Cluster API and of a provider but the class itself. */
export async function kindsBesideClasses(management: ManagementCluster, infrastructure: string): Promise<Kind[]> {
  const apis = [clusterKind.apiVersion, ...providerApis, infrastructure];
  const kinds = (await Promise.all(apis.map((api) => management.kindsOf(api)))).flat();
  return kinds.filter(({ kind }) => kind !== classKind.kind);
}

/**
 * Deletes the Clusters of a namespace and waits until none is left, which it tells: only then has the provider given back what their machines took, in
 * memory or in a cloud.
 */
export async function deleteClusters(management: ManagementCluster, namespace: string, milliseconds = 60_000): Promise<boolean> {
  await management.deleteAll(clusterKind, namespace);
  const gone = await eventually(milliseconds, async () =>
    (await management.list(clusterKind, namespace)).length === 0 ? true : undefined,
  );
  return gone === true;
}

/** The management cluster, with a new namespace for one file of tests. */
export async function connectWithNamespace(tools: ManagementTools, namespace: string): Promise<ManagementCluster> {
  const management = await ManagementCluster.connect(tools);
  await management.createNamespace(namespace);
  return management;
}

async function letGo(management: ManagementCluster, kind: Kind, namespace: string): Promise<void> {
  await management.deleteAll(kind, namespace);
  const held = (await management.list(kind, namespace)).filter(({ metadata }) => (metadata.finalizers ?? []).length > 0);
  await Promise.all(held.map((object) => management.patch(object, { metadata: { finalizers: null } })));
}
