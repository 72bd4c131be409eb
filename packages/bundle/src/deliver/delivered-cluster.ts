import type { AddonSwitch } from "@cstack/generator";

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

/** Whether an addon is on in a Cluster; always where it has no switch. */
export function isOn(own: AddonSwitch | undefined, { variables }: DeliveredCluster): boolean {
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
