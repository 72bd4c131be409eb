import { NotYet } from "../process/eventually.ts";
import { type ClusterObject, conditionOf, holds } from "../programs/kubectl.ts";
import type { StepContext } from "../steps/step.ts";
import type { KindRun } from "./kind-run.ts";

/** A machine of a cluster that is a container. */
export interface ContainerMachine {
  name: string;
  /** Name of the container. */
  container: string;
  isControlPlane: boolean;
  version: string;
}

/** How many machines a Cluster is to have, and of which version, as `v1.36.4`. */
export interface WantedMachines {
  controlPlane: number;
  workers: number;
  version: string;
}

/** `spec.topology` of a Cluster, as far as lanes read it. */
export interface Topology {
  version: string;
  controlPlane?: { replicas?: number };
  workers?: { machineDeployments?: { replicas?: number }[] };
  variables?: { name: string; value: unknown }[];
}

export function topologyOf({ spec = {} }: ClusterObject): Topology {
  return spec["topology"] as Topology;
}

/** What a Cluster asks for. */
export function wantedMachines(cluster: ClusterObject): WantedMachines {
  const { workers, controlPlane, version } = topologyOf(cluster);
  const pools = workers?.machineDeployments ?? [];
  return { controlPlane: controlPlane?.replicas ?? 1, workers: pools.reduce((sum, { replicas = 1 }) => sum + replicas, 0), version };
}

/** The machines, where they are those that are wanted and all of them are Ready; else throws what is missing. */
export function settledMachines(objects: readonly ClusterObject[], wanted: WantedMachines): ContainerMachine[] {
  const going = objects.find(({ metadata }) => metadata.deletionTimestamp !== undefined);
  if (going !== undefined) throw new NotYet(`machine ${going.metadata.name} is being deleted`);
  const outdated = objects.find(({ spec = {} }) => spec["version"] !== wanted.version);
  if (outdated !== undefined)
    throw new NotYet(`machine ${outdated.metadata.name} is still ${outdated.spec?.["version"]}, not ${wanted.version}`);
  const unready = objects.find((machine) => !holds(machine, "Ready"));
  if (unready !== undefined)
    throw new NotYet(`machine ${unready.metadata.name} is not Ready: ${conditionOf(unready, "Ready")?.message ?? "no condition"}`);
  const machines = objects.map(machineOf);
  const controlPlane = machines.filter(({ isControlPlane }) => isControlPlane).length;
  const workers = machines.length - controlPlane;
  if (controlPlane === wanted.controlPlane && workers === wanted.workers) return machines;
  throw new NotYet(`${controlPlane} + ${workers} machines, not ${wanted.controlPlane} + ${wanted.workers}`);
}

function machineOf({ metadata, spec = {} }: ClusterObject): ContainerMachine {
  const providerId = spec["providerID"] as string | undefined;
  if (providerId === undefined) throw new NotYet(`machine ${metadata.name} has no providerID`);
  return {
    name: metadata.name,
    container: providerId.split("/").at(-1) ?? "",
    isControlPlane: metadata.labels?.["cluster.x-k8s.io/control-plane"] !== undefined,
    version: String(spec["version"]),
  };
}

/** The machines of the run's Cluster as they are now, settled. */
export async function currentMachines(run: KindRun, context: StepContext): Promise<ContainerMachine[]> {
  const kubectl = run.kubectl(context);
  const cluster = await kubectl.get("clusters.cluster.x-k8s.io", run.names.cluster);
  const machines = await kubectl.list("machines.cluster.x-k8s.io", "--selector", `cluster.x-k8s.io/cluster-name=${run.names.cluster}`);
  return settledMachines(machines, wantedMachines(cluster));
}
