import type { DeliveredCluster } from "@cstack/delivery";
import type { Unit } from "@cstack/generator";

/** A Cluster of a unit with chosen variables; its own status and that of its infrastructure are as far as they come, or empty as in the beginning. */
export function clusterWith(unit: Unit, chosen: Record<string, unknown>, status: "complete" | "incomplete"): DeliveredCluster {
  const defaults = unit.variables.flatMap(({ name, schema }) =>
    schema["default"] === undefined ? [] : [[name, schema["default"]] as const],
  );
  const variables = { ...Object.fromEntries(defaults), ...chosen };
  const complete = status === "complete";
  return {
    name: "prod",
    namespace: "team",
    object: {
      apiVersion: "cluster.x-k8s.io/v1beta2",
      kind: "Cluster",
      metadata: { name: "prod", namespace: "team" },
      spec: {
        controlPlaneEndpoint: complete ? { host: "203.0.113.7", port: 6443 } : { host: "", port: 0 },
        clusterNetwork: { pods: { cidrBlocks: ["192.168.0.0/16"] } },
        topology: { variables: Object.entries(variables).map(([name, value]) => ({ name, value })) },
      },
    },
    infraCluster: complete ? { status: { network: { id: "network" }, externalNetwork: { id: "external" } } } : undefined,
    variables,
  };
}
