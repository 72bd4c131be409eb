import { isObject, type JsonObject, type Plan } from "@cstack/clusterclass";
import type { Kind, ManagementCluster, StoredObject } from "./management-cluster.ts";

const core = "cluster.x-k8s.io/v1beta2";
const owned = "topology.cluster.x-k8s.io/owned";
const clusterName = "cluster.x-k8s.io/cluster-name";
const deploymentName = "topology.cluster.x-k8s.io/deployment-name";

/** Everything of the given kinds that the topology controller made in a namespace, by the name of its Cluster. */
export async function objectsByCluster(
  management: ManagementCluster,
  namespace: string,
  kinds: readonly Kind[],
): Promise<Map<string, StoredObject[]>> {
  const lists = await Promise.all(kinds.map((kind) => management.list(kind, namespace)));
  const result = new Map<string, StoredObject[]>();
  for (const object of lists.flat().filter(({ metadata }) => metadata.labels?.[owned] !== undefined)) {
    const name = object.metadata.labels?.[clusterName] ?? "";
    result.set(name, [...(result.get(name) ?? []), object]);
  }
  return result;
}

/** The kinds of the objects of some plans. */
export function kindsOf(plans: readonly Plan[]): Kind[] {
  const kinds = plans.flatMap(({ objects }) => objects.map(({ object }) => `${object["apiVersion"]} ${object["kind"]}`));
  return [...new Set(kinds)].map((text) => {
    const [apiVersion = "", kind = ""] = text.split(" ");
    return { apiVersion, kind };
  });
}

/**
 * Objects of one Cluster by the role that a plan gives them. Roles are found as a reader of the API would: by the references of the Cluster,
 * of its control plane and of its machine deployments. What nothing refers to has the role `unused <kind>/<name>`.
 */
export function objectsByRole(cluster: StoredObject, objects: readonly StoredObject[]): Map<string, StoredObject> {
  const roles = new Map<string, StoredObject>();
  const refer = (role: string, reference: unknown) => {
    const found = objects.find((object) => isObject(reference as JsonObject) && isReferredTo(object, reference as JsonObject));
    if (found !== undefined) roles.set(role, found);
    return found;
  };
  refer("infrastructureCluster", cluster.spec["infrastructureRef"]);
  const controlPlane = refer("controlPlane", cluster.spec["controlPlaneRef"]);
  refer("controlPlaneMachineTemplate", valueAt(controlPlane, "spec.machineTemplate.spec.infrastructureRef"));
  for (const object of objects.filter(({ kind, apiVersion }) => kind === "MachineDeployment" && apiVersion === core)) {
    const role = `machineDeployment/${object.metadata.labels?.[deploymentName]}`;
    roles.set(role, object);
    refer(`${role}/bootstrap`, valueAt(object, "spec.template.spec.bootstrap.configRef"));
    refer(`${role}/infrastructure`, valueAt(object, "spec.template.spec.infrastructureRef"));
  }
  for (const object of objects.filter(({ kind }) => kind === "MachineHealthCheck")) roles.set(healthCheckRole(object), object);
  const used = new Set(roles.values());
  for (const object of objects) if (!used.has(object)) roles.set(`unused ${object.kind}/${object.metadata.name}`, object);
  return roles;
}

function isReferredTo({ apiVersion, kind, metadata }: StoredObject, reference: JsonObject): boolean {
  return reference["name"] === metadata.name && reference["kind"] === kind && apiVersion.startsWith(`${reference["apiGroup"]}/`);
}

function healthCheckRole(object: StoredObject): string {
  const labels = valueAt(object, "spec.selector.matchLabels") as Record<string, string> | undefined;
  return `machineHealthCheck/${labels?.[deploymentName] ?? "controlPlane"}`;
}

/** The value at a path of names. */
export function valueAt(object: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], object);
}
