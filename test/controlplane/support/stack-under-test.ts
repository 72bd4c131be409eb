import type { EvaluationInput, JsonObject, KubernetesObject } from "@cstack/clusterclass";
import { conditionOf, eventually, type Kind, type ManagementCluster, type StoredObject } from "./management-cluster.ts";

export const clusterKind: Kind = { apiVersion: "cluster.x-k8s.io/v1beta2", kind: "Cluster" };

export type ClassInput = Pick<EvaluationInput, "clusterClass" | "templates">;

/** The same class and templates in another namespace. */
export function inNamespace({ clusterClass, templates }: ClassInput, namespace: string): ClassInput {
  const moved = (object: KubernetesObject): KubernetesObject => ({ ...object, metadata: { ...object.metadata, namespace } });
  return { clusterClass: moved(clusterClass), templates: new Map([...templates].map(([key, template]) => [key, moved(template)])) };
}

/**
 * The same class with infrastructure that nobody provides: Cluster API's providers leave an infrastructure cluster with this annotation alone, so
 * that no machine and no load balancer is made where only the objects matter. Kinds whose template has no metadata cannot say so.
 * Source: Cluster API v1.14.0, util/annotations, IsExternallyManaged.
 */
export function withoutProvider({ clusterClass, templates }: ClassInput): ClassInput {
  const annotated = [...templates].map(([key, template]): [string, KubernetesObject] => [
    key,
    template.kind === "DevClusterTemplate" ? withTemplateAnnotation(template, "cluster.x-k8s.io/managed-by") : template,
  ]);
  return { clusterClass, templates: new Map(annotated) };
}

function withTemplateAnnotation(template: KubernetesObject, name: string): KubernetesObject {
  const content = template.spec?.["template"] as JsonObject;
  return { ...template, spec: { ...template.spec, template: { ...content, metadata: { annotations: { [name]: "test" } } } } };
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

/** The Clusters of a namespace by name, once the topology controller is done with all of these names, or after a while. */
export async function reconciledClusters(
  management: ManagementCluster,
  namespace: string,
  names: readonly string[],
): Promise<Map<string, StoredObject>> {
  let clusters = new Map<string, StoredObject>();
  await eventually(90_000, async () => {
    clusters = new Map((await management.list(clusterKind, namespace)).map((cluster) => [cluster.metadata.name, cluster]));
    return names.every((name) => unreconciled(clusters.get(name)!) === undefined) ? true : undefined;
  });
  return clusters;
}

/** What the topology controller says of a Cluster that it is not done with. */
export function unreconciled(cluster: StoredObject): string | undefined {
  const condition = conditionOf(cluster, "TopologyReconciled");
  return condition?.status === "True" ? undefined : `${condition?.reason}: ${condition?.message}`;
}

/**
 * Deletes a namespace, and before it its Clusters and their health checks, which would go on for ever where no garbage collector runs. No machine
 * and no cloud stands behind the infrastructure, so its provider may never finish deleting it: what is left after a while is let go by
 * removing its finalizers.
 */
export async function dissolve(management: ManagementCluster, namespace: string, infrastructure: string, patience = 20_000): Promise<void> {
  await management.deleteAll(clusterKind, namespace);
  const areGone = async () => ((await management.list(clusterKind, namespace)).length === 0 ? true : undefined);
  if (!(await eventually(patience, areGone))) await letGo(management, namespace, infrastructure, areGone);
  await management.deleteAll({ apiVersion: clusterKind.apiVersion, kind: "MachineHealthCheck" }, namespace);
  await management.deleteNamespace(namespace);
}

async function letGo(
  management: ManagementCluster,
  namespace: string,
  infrastructure: string,
  areGone: () => Promise<true | undefined>,
): Promise<void> {
  const kinds = (await management.kindsOf(infrastructure)).filter(({ kind }) => !kind.endsWith("Template"));
  await eventually(60_000, async () => {
    const stuck = (await Promise.all(kinds.map((kind) => management.list(kind, namespace)))).flat();
    const deleting = stuck.filter(({ metadata }) => metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).length > 0);
    await Promise.all(deleting.map((object) => management.patch(object, { metadata: { finalizers: null } })));
    return areGone();
  });
}
