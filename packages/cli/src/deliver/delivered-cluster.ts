import type { DeliveredCluster } from "@cstack/bundle";
import type { KubernetesObject } from "@cstack/clusterclass";
import type { RenderedUnit } from "@cstack/generator";
import type { ClusterOfUnit } from "../cluster-of-unit.ts";

/** A Cluster from a file as controllers in the management cluster would see it, with the infrastructure cluster where it stands beside it. */
export function deliveredCluster({ cluster, variables, others }: ClusterOfUnit, { unit }: RenderedUnit): DeliveredCluster {
  const { name = "", namespace = "default" } = cluster.metadata;
  const spec = cluster["spec"] as { topology: object; infrastructureRef?: { name?: string } };
  const topology = { ...spec.topology, variables: Object.entries(variables).map(([key, value]) => ({ name: key, value })) };
  const template = unit.templates.find(({ slot }) => slot === "infrastructureCluster");
  const kind = template?.kind.replace(/Template$/, "");
  const infraCluster = others.find((object) => object.kind === kind && isNamed(object, spec.infrastructureRef?.name));
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
