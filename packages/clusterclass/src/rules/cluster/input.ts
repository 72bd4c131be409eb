import type { ClusterSpec, ClusterTopology, WorkerTopology } from "../../api/cluster.ts";
import type { ClusterClassSpec } from "../../api/cluster-class.ts";
import type { Metadata } from "../../api/objects.ts";
import type { FeatureGates } from "../feature-gates.ts";

/** What the rules of a Cluster with a topology look at. */
export interface ClusterRuleInput {
  metadata: Metadata;
  spec: ClusterSpec;
  topology: ClusterTopology;
  /** The class that the Cluster names. */
  clusterClass: ClusterClassSpec;
  /** What is replaced; undefined when the Cluster is created. */
  old: OldCluster | undefined;
  gates: FeatureGates;
}

export interface OldCluster {
  spec: ClusterSpec;
  /** The class of the old Cluster, if the new one names another. */
  otherClass: ClusterClassSpec | undefined;
}

/** A topology of workers with its field path by name, `spec.topology.workers.machineDeployments[md-0]`. */
export interface PlacedTopology<Topology extends WorkerTopology> {
  worker: Topology;
  byIndex: string;
  byName: string;
}

/** The machine deployments of a topology with their field paths. */
export function machineDeployments(topology: ClusterTopology) {
  return placed(topology.workers?.machineDeployments ?? [], "spec.topology.workers.machineDeployments");
}

/** The machine pools of a topology with their field paths. */
export function machinePools(topology: ClusterTopology) {
  return placed(topology.workers?.machinePools ?? [], "spec.topology.workers.machinePools");
}

/** All workers of a topology with their field paths. */
export function workers(topology: ClusterTopology): PlacedTopology<WorkerTopology>[] {
  return [...machineDeployments(topology), ...machinePools(topology)];
}

function placed<Topology extends WorkerTopology>(list: Topology[], path: string): PlacedTopology<Topology>[] {
  return list.map((worker, i) => ({ worker, byIndex: `${path}[${i}]`, byName: `${path}[${worker.name}]` }));
}
