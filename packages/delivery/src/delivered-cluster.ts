import type { KubernetesObject } from "@cstack/clusterclass";
import type { ClusterOfUnit } from "./cluster-of-unit.ts";
import type { DeliverableAddon, DeliverableUnit } from "./deliverable-unit.ts";

/** A Cluster that addons are delivered to, as the management cluster has it: variables that it does not set have their defaults. */
export interface DeliveredCluster {
  name: string;
  namespace: string;
  /** The Cluster itself. */
  object: Readonly<Record<string, unknown>>;
  /** The infrastructure cluster, once somebody has read it. */
  infraCluster: Readonly<Record<string, unknown>> | undefined;
  /** Variables of the topology by name. */
  variables: Readonly<Record<string, unknown>>;
}

/** A Cluster of a unit as controllers in the management cluster would see it, with the infrastructure cluster where it stands beside it. */
export function deliveredCluster(
  { cluster, variables, others }: ClusterOfUnit,
  { infraClusterKind }: Pick<DeliverableUnit, "infraClusterKind">,
): DeliveredCluster {
  const { name = "", namespace = "default" } = cluster.metadata;
  const spec = cluster["spec"] as { topology: object; infrastructureRef?: { name?: string } };
  const topology = { ...spec.topology, variables: Object.entries(variables).map(([key, value]) => ({ name: key, value })) };
  const infraCluster = others.find((object) => object.kind === infraClusterKind && isNamed(object, spec.infrastructureRef?.name));
  return {
    name,
    namespace,
    object: { ...cluster, metadata: { ...cluster.metadata, name, namespace }, spec: { ...spec, topology } },
    infraCluster,
    variables,
  };
}

/** A Cluster that is still without a reference has not told the name yet. */
function isNamed({ metadata }: KubernetesObject, name: string | undefined): boolean {
  return name === undefined || metadata.name === name;
}

/** Whether an addon is on in a Cluster; always where it has no switch. */
export function isOn({ switch: own }: Pick<DeliverableAddon, "switch">, { variables }: DeliveredCluster): boolean {
  if (own === undefined) return true;
  const value = variables[own.variable];
  if (value === undefined) return own.byDefault;
  return (own.values as readonly unknown[]).includes(value);
}

/** Name of an object in the management cluster that belongs to an addon of a Cluster. */
export function objectName({ name }: DeliveredCluster, addon: string): string {
  return `${name}-${addon}`;
}

/** The Secret that Cluster API keeps with the kubeconfig of a workload cluster, and the key in it. */
export function kubeconfigSecret({ name }: DeliveredCluster): { name: string; key: string } {
  return { name: `${name}-kubeconfig`, key: "value" };
}
