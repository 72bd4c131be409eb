import type { Kind, ManagementCluster, StoredObject } from "./management-cluster.ts";
import { conditionOf } from "./management-cluster.ts";
import { clusterKind } from "./stack-under-test.ts";

const core = "cluster.x-k8s.io/v1beta2";
const machineKind: Kind = { apiVersion: core, kind: "Machine" };
const deploymentKind: Kind = { apiVersion: core, kind: "MachineDeployment" };
const controlPlaneKind: Kind = { apiVersion: "controlplane.cluster.x-k8s.io/v1beta2", kind: "KubeadmControlPlane" };

/** One machine at one moment. */
export interface MachineState {
  uid: string;
  /** Seconds since 1970. */
  created: number;
  deleting: boolean;
  available: boolean;
}

/** A Cluster at one moment. */
export interface ClusterState {
  cluster: StoredObject;
  /** By `controlPlane` and `machineDeployment/<name in the topology>`, as plans name them. */
  groups: Map<string, { owner: StoredObject; machines: MachineState[] }>;
}

/**
 * All Clusters of a namespace with their machines, by name. What says that work is done is read before what was worked on, one after the other: on
 * a busy machine an answer takes seconds, and machines of an earlier moment beside an owner that is done would look like machines that were kept.
 */
export async function observe(management: ManagementCluster, namespace: string): Promise<Map<string, ClusterState>> {
  const clusters = await management.list(clusterKind, namespace);
  const ofOwners = [controlPlaneKind, deploymentKind].map((kind) => management.list(kind, namespace));
  const owners = (await Promise.all(ofOwners)).flat();
  const machines = await management.list(machineKind, namespace);
  return new Map(
    clusters.map((cluster) => {
      const own = owners.filter((owner) => clusterOf(owner) === cluster.metadata.name);
      const groups = own.map((owner) => {
        const members = machines.filter((machine) => clusterOf(machine) === cluster.metadata.name && groupOf(machine) === groupOf(owner));
        return [groupOf(owner), { owner, machines: members.map(machineState) }] as const;
      });
      return [cluster.metadata.name, { cluster, groups: new Map(groups) }];
    }),
  );
}

function clusterOf({ metadata }: StoredObject): string | undefined {
  return metadata.labels?.["cluster.x-k8s.io/cluster-name"];
}

function groupOf({ kind, metadata }: StoredObject): string {
  const name = metadata.labels?.["topology.cluster.x-k8s.io/deployment-name"];
  return kind === "KubeadmControlPlane" || name === undefined ? "controlPlane" : `machineDeployment/${name}`;
}

function machineState(machine: StoredObject): MachineState {
  return {
    uid: machine.metadata.uid,
    created: Date.parse(machine.metadata.creationTimestamp) / 1000,
    deleting: machine.metadata.deletionTimestamp !== undefined,
    available: conditionOf(machine, "Available")?.status === "True",
  };
}

/** Nothing is under way: the topology is applied, and every group has the machines it wants, all available and as the group wants them. */
export function isSettled({ cluster, groups }: ClusterState): boolean {
  const topology = conditionOf(cluster, "TopologyReconciled");
  const isApplied = topology?.status === "True" || /Deferred/.test(topology?.reason ?? "");
  return isApplied && groups.size > 0 && [...groups.values()].every(hasItsMachines);
}

function hasItsMachines({ owner, machines }: { owner: StoredObject; machines: MachineState[] }): boolean {
  const { metadata, spec, status = {} } = owner;
  const wanted = spec["replicas"];
  return (
    status.observedGeneration === metadata.generation &&
    machines.length === wanted &&
    status["upToDateReplicas"] === wanted &&
    machines.every(({ available, deleting }) => available && !deleting)
  );
}
