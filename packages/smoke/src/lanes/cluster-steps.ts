import { eventually, NotYet } from "../process/eventually.ts";
import { ProgramFailure } from "../process/program-failure.ts";
import { type ClusterObject, conditionOf, holds } from "../programs/kubectl.ts";
import type { Step, StepContext, StepResult } from "../steps/step.ts";
import { type KindRun, namespace } from "./kind-run.ts";
import { type ContainerMachine, currentMachines, topologyOf } from "./machines.ts";

const minute = 60_000;
export const clusters = "clusters.cluster.x-k8s.io";
/** A variable that no class has. */
const unknownVariable = "cstackSmokeUnknown";

/** The class with its templates, before Clusters. */
export function classStep(run: KindRun): Step {
  const { classManifests, className } = run.subject;
  const install = (context: StepContext) => applyClass(run, context, classManifests, className);
  return { id: "class", title: "class and templates are admitted", timeout: 5 * minute, run: install };
}

/** From a Cluster that is refused to one whose control plane answers. */
export function creationSteps(run: KindRun): Step[] {
  return [
    {
      id: "refusal",
      title: "a Cluster with a wrong variable is refused",
      timeout: 3 * minute,
      run: (context) => refuseWrong(run, context),
    },
    { id: "cluster", title: "Cluster is admitted", timeout: 3 * minute, run: (context) => createCluster(run, context) },
    { id: "control-plane", title: "control plane answers", timeout: 20 * minute, run: (context) => controlPlaneAnswers(run, context) },
  ];
}

/** All machines, after addons: without a network of pods none would become Ready. */
export function machinesStep(run: KindRun): Step {
  return { id: "machines", title: "machines are Ready", timeout: 20 * minute, run: (context) => settle(run, context, 20 * minute) };
}

export function scaleStep(run: KindRun): Step {
  return { id: "scale", title: "workers are added and removed", timeout: 20 * minute, run: (context) => scaleWorkers(run, context) };
}

export function deleteStep(run: KindRun): Step {
  const title = "Cluster is deleted, and nothing of it is left";
  return { id: "delete", title, timeout: 10 * minute, run: (context) => deleteCluster(run, context) };
}

function clusterOf(run: KindRun): ClusterObject {
  const { cluster } = run.subject;
  return { ...cluster, metadata: { ...cluster.metadata, name: run.names.cluster, namespace } };
}

async function refuseWrong(run: KindRun, context: StepContext): Promise<StepResult> {
  const right = clusterOf(run);
  const topology = topologyOf(right);
  const variables = [...(topology.variables ?? []), { name: unknownVariable, value: true }];
  const cluster = { ...right, spec: { ...right.spec, topology: { ...topology, variables } } };
  const kubectl = run.kubectl(context);
  return eventually({ timeout: minute, pause: 1_000, signal: context.signal }, async () => {
    try {
      await kubectl.run(["apply", "--server-side", "--dry-run=server", "-f", "-"], JSON.stringify(cluster));
    } catch (error) {
      if (error instanceof ProgramFailure && error.said.includes(unknownVariable)) return { detail: "by the webhook of Clusters" };
      throw error;
    }
    throw new Error(`a Cluster with the variable ${unknownVariable}, which the class does not have, is accepted`);
  });
}

async function createCluster(run: KindRun, context: StepContext): Promise<StepResult> {
  const kubectl = run.kubectl(context);
  await eventually({ timeout: minute, pause: 1_000, signal: context.signal }, () => kubectl.apply(JSON.stringify(clusterOf(run))));
  return { detail: run.names.cluster };
}

async function controlPlaneAnswers(run: KindRun, context: StepContext): Promise<undefined> {
  const kubectl = run.kubectl(context);
  await eventually({ timeout: 20 * minute, pause: 3_000, signal: context.signal }, async () => {
    const cluster = await kubectl.get(clusters, run.names.cluster);
    const topology = conditionOf(cluster, "TopologyReconciled");
    if (topology?.status === "False" && topology.reason === "ReconcileFailed")
      throw new NotYet(`the topology is not reconciled: ${topology.message}`);
    if (!holds(cluster, "ControlPlaneInitialized"))
      throw new NotYet(`control plane: ${conditionOf(cluster, "ControlPlaneInitialized")?.message ?? "no condition"}`);
  });
}

/** Waits until the Cluster has exactly the machines that it asks for. */
async function settle(run: KindRun, context: StepContext, timeout: number): Promise<StepResult> {
  const machines = await settled(run, context, timeout);
  return { detail: machines.map(({ name }) => name).join(", ") };
}

/** The machines of the Cluster once they are those that it asks for. */
export function settled(run: KindRun, context: StepContext, timeout: number): Promise<ContainerMachine[]> {
  return eventually({ timeout, pause: 3_000, signal: context.signal }, () => currentMachines(run, context));
}

async function scaleWorkers(run: KindRun, context: StepContext): Promise<StepResult> {
  const before = await settled(run, context, 5 * minute);
  await changeWorkers(run, context, (replicas) => replicas + 1);
  const more = await settled(run, context, 10 * minute);
  await changeWorkers(run, context, (replicas) => replicas - 1);
  const after = await settled(run, context, 10 * minute);
  if (lostOf(before, more).length > 0) throw new Error(`adding a worker replaced ${lostOf(before, more).join(", ")}`);
  return { detail: `${before.length}, ${more.length}, ${after.length} machines; none was replaced while one was added` };
}

/** Machines that are no more. */
export function lostOf(before: readonly Pick<ContainerMachine, "name">[], after: readonly Pick<ContainerMachine, "name">[]): string[] {
  return before.filter(({ name }) => after.every((machine) => machine.name !== name)).map(({ name }) => name);
}

async function changeWorkers(run: KindRun, context: StepContext, change: (replicas: number) => number): Promise<void> {
  const kubectl = run.kubectl(context);
  const [pool] = topologyOf(await kubectl.get(clusters, run.names.cluster)).workers?.machineDeployments ?? [];
  const path = "/spec/topology/workers/machineDeployments/0/replicas";
  const patch = [{ op: "replace", path, value: change(pool?.replicas ?? 1) }];
  await kubectl.run(["patch", clusters, run.names.cluster, "--type=json", "--patch", JSON.stringify(patch)]);
}

async function deleteCluster(run: KindRun, context: StepContext): Promise<StepResult> {
  const { cluster, containerLabel } = run.names;
  const kubectl = run.kubectl(context);
  await kubectl.run(["delete", clusters, cluster, "--ignore-not-found", "--wait=true", "--timeout=9m"], undefined, 10 * minute);
  const left = await run.docker(context).containers(`${containerLabel}=${cluster}`);
  if (left.length > 0) throw new Error(`containers are left: ${left.join(", ")}`);
  return { detail: "no object and no container" };
}

/** Applies a class with its templates and waits until Clusters can use it. */
export async function applyClass(run: KindRun, context: StepContext, manifests: string, className: string): Promise<StepResult> {
  const kubectl = run.kubectl(context);
  const waiting = { timeout: 3 * minute, pause: 1_000, signal: context.signal };
  await eventually(waiting, () => kubectl.ensureNamespace(namespace));
  await eventually(waiting, () => kubectl.apply(manifests));
  await eventually(waiting, async () => {
    const stored = await kubectl.get("clusterclasses.cluster.x-k8s.io", className);
    if (!holds(stored, "VariablesReady")) throw new NotYet(`the variables of ${className} are not ready`);
  });
  return { detail: className };
}
