import { type ClusterTopology, type ClusterVariable, clusterSpec } from "../api/cluster.ts";
import type { JsonObject } from "../api/json.ts";
import type { KubernetesObject } from "../api/objects.ts";

/** The values of a Cluster by name, and the overrides by `controlPlane`, `machineDeployment/<n>` and `machinePool/<n>`. */
export interface ClusterValues {
  variables: JsonObject;
  overrides: Record<string, JsonObject>;
}

/** Reads the values of a Cluster with a topology; places without overrides are left out. */
export function clusterValues(cluster: KubernetesObject): ClusterValues {
  const topology = clusterSpec(cluster).topology!;
  const overrides = overridesOf(topology).filter(([, variables]) => variables.length > 0);
  return {
    variables: byName(topology.variables),
    overrides: Object.fromEntries(overrides.map(([place, variables]) => [place, byName(variables)])),
  };
}

/** All places that may override variables, with their overrides. */
function overridesOf({ controlPlane, workers }: ClusterTopology): [string, ClusterVariable[]][] {
  return [
    ["controlPlane", controlPlane?.variables?.overrides ?? []],
    ...(workers?.machineDeployments ?? []).map((worker) => place("machineDeployment", worker)),
    ...(workers?.machinePools ?? []).map((worker) => place("machinePool", worker)),
  ];
}

function place(kind: string, worker: { name: string; variables?: { overrides?: ClusterVariable[] } }): [string, ClusterVariable[]] {
  return [`${kind}/${worker.name}`, worker.variables?.overrides ?? []];
}

function byName(variables: readonly ClusterVariable[] = []): JsonObject {
  return Object.fromEntries(variables.map(({ name, value }) => [name, value ?? null]));
}
