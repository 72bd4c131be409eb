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

function machineOf(machine: ClusterObject): ContainerMachine {
  const { metadata, spec = {} } = machine;
  const container = containerOf(machine);
  if (container === undefined) throw new NotYet(`machine ${metadata.name} has no providerID`);
  return { name: metadata.name, container, isControlPlane: isControlPlane(machine), version: String(spec["version"]) };
}

function isControlPlane({ metadata }: ClusterObject): boolean {
  return metadata.labels?.["cluster.x-k8s.io/control-plane"] !== undefined;
}

/** The container that a machine is, once it is one. */
function containerOf({ spec = {} }: ClusterObject): string | undefined {
  return (spec["providerID"] as string | undefined)?.split("/").at(-1);
}

/** Containers of machines that stay; some may not be nodes yet. */
export function stayingContainers(machines: readonly ClusterObject[]): string[] {
  return machines.filter(({ metadata }) => metadata.deletionTimestamp === undefined).flatMap((machine) => containerOf(machine) ?? []);
}

/** The container of a control plane machine with an API server: of one that is a node, since others may still be on their way. */
export function answeringContainer(machines: readonly ClusterObject[]): string {
  const nodes = machines.filter((machine) => isControlPlane(machine) && machine.status?.["nodeRef"] !== undefined);
  const [container] = stayingContainers(nodes);
  if (container === undefined) throw new NotYet("there is no control plane machine that is a node");
  return container;
}

/** The machines of the run's Cluster as they are now, settled. */
export async function currentMachines(run: KindRun, context: StepContext): Promise<ContainerMachine[]> {
  const cluster = await run.kubectl(context).get("clusters.cluster.x-k8s.io", run.names.cluster);
  return settledMachines(await machinesOf(run, context), wantedMachines(cluster));
}

/** The machines of the run's Cluster, whatever their state. */
export function machinesOf(run: KindRun, context: StepContext): Promise<ClusterObject[]> {
  return run.kubectl(context).list("machines.cluster.x-k8s.io", "--selector", `cluster.x-k8s.io/cluster-name=${run.names.cluster}`);
}
