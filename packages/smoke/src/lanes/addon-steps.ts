import { rmSync } from "node:fs";
import { join } from "node:path";
import { eventually, NotYet } from "../process/eventually.ts";
import { ProgramFailure } from "../process/program-failure.ts";
import type { Kubectl } from "../programs/kubectl.ts";
import type { Step, StepContext, StepResult } from "../steps/step.ts";
import { type AddonStage, type DeliveredAddon, imagesIn, isOff, missingCharts, type OverwriteInput, valuesOf } from "./addon-values.ts";
import type { KindRun, UnitUnderTest } from "./kind-run.ts";
import { answeringContainer, machinesOf, stayingContainers } from "./machines.ts";
import { haveImage } from "./management-steps.ts";

const minute = 60_000;
/** Where the operator puts addons. */
const addonNamespace = "kube-system";
const workloads = "deployments,daemonsets";
/** What names images: pods that controllers make stand in ConfigMaps. */
const withImages = `${workloads},configmaps`;

/** One step for each addon of a stage, in its order. An addon whose charts or images cannot be had here is skipped, and the step says which. */
export function addonSteps(run: KindRun, { addons }: UnitUnderTest, wanted: AddonStage): Step[] {
  return addons
    .filter(({ stage }) => stage === wanted)
    .map((addon) => ({
      id: `${wanted === "BeforeClusterUpgrade" ? "upgrade-" : ""}addon-${addon.name}`,
      title: `addon ${addon.name} (${addon.stage})`,
      timeout: 20 * minute,
      run: (context) => deliver(run, addon, context),
    }));
}

/** Waits until what addons run is available; after the machines that it runs on. */
export function addonsRunStep(run: KindRun): Step {
  return { id: "addons-run", title: "addons run", timeout: 10 * minute, run: (context) => addonsRun(run, context) };
}

async function deliver(run: KindRun, addon: DeliveredAddon, context: StepContext): Promise<StepResult> {
  const helm = run.helm(context);
  if (helm === undefined) return { status: "skipped", detail: "helm is not on the path" };
  const waiting = { timeout: 5 * minute, pause: 3_000, signal: context.signal };
  const values = await eventually(waiting, async () => valuesOrNotYet(addon, await overwriteInput(run, context)));
  if (isOff(values)) return { detail: "off in this Cluster" };
  const missing = missingCharts(addon);
  if (missing.length > 0) return { status: "skipped", detail: `charts are not in the bundle (--vendor-charts): ${missing.join(", ")}` };
  const manifests = await helm.template({ name: addon.name, namespace: addonNamespace, chart: addon.folder, values });
  if (manifests.trim() === "") return { detail: "nothing to apply" };
  const { containers, workload } = await eventually(waiting, () => reachable(run, context));
  for (const image of imagesIn(manifests)) {
    const problem = await haveImageOnMachines(run, image, containers, context);
    if (problem !== undefined) return { status: "skipped", detail: `${image} cannot be had: ${problem}` };
  }
  await eventually(waiting, () =>
    workload.run(["--namespace", addonNamespace, "apply", "--server-side", "--force-conflicts", "-f", "-"], manifests),
  );
  return { detail: "applied" };
}

/** A value that the infrastructure has not reported yet fails the template; the operator tries again, too. */
function valuesOrNotYet(addon: DeliveredAddon, input: OverwriteInput): string {
  try {
    return valuesOf(addon, input);
  } catch (error) {
    throw new NotYet((error as Error).message);
  }
}

async function overwriteInput(run: KindRun, context: StepContext): Promise<OverwriteInput> {
  const kubectl = run.kubectl(context);
  const cluster = await kubectl.get("clusters.v1beta1.cluster.x-k8s.io", run.names.cluster);
  const reference = cluster.spec?.["infrastructureRef"] as { apiVersion: string; kind: string; name: string } | undefined;
  if (reference === undefined) throw new NotYet("the Cluster has no infrastructure yet");
  const [group, version] = reference.apiVersion.split("/");
  return { Cluster: cluster, InfraCluster: await kubectl.get(`${reference.kind}.${version}.${group}`, reference.name) };
}

/** All containers that are machines of the Cluster, and the cluster in them. */
async function reachable(run: KindRun, context: StepContext): Promise<{ containers: string[]; workload: Kubectl }> {
  const machines = await machinesOf(run, context);
  return { containers: stayingContainers(machines), workload: run.workload(answeringContainer(machines), context) };
}

/** Brings an image from this machine to those machines that lack it; else why it cannot be had. */
async function haveImageOnMachines(
  run: KindRun,
  image: string,
  containers: readonly string[],
  context: StepContext,
): Promise<string | undefined> {
  const docker = run.docker(context);
  const lacking: string[] = [];
  for (const container of containers) {
    const has = await docker.exec(container, ["crictl", "inspecti", "--quiet", image]).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ProgramFailure && error.ending === "exit code") return false;
        throw error;
      },
    );
    if (!has) lacking.push(container);
  }
  if (lacking.length === 0) return undefined;
  const problem = await haveImage(run, { image }, context);
  if (problem !== undefined) return problem;
  const archive = join(run.folder, "image.tar");
  await docker.save([image], archive);
  for (const container of lacking) {
    await docker.copy(archive, container, "/image.tar");
    await docker.exec(container, ["ctr", "--namespace", "k8s.io", "images", "import", "/image.tar"], 5 * minute);
    await docker.exec(container, ["rm", "/image.tar"]);
  }
  rmSync(archive);
  return undefined;
}

async function addonsRun(run: KindRun, context: StepContext): Promise<StepResult> {
  const { containers, workload } = await reachable(run, context);
  // Machines that came after the addons have their images from nowhere yet, where no registry has them.
  for (const image of imagesIn(JSON.stringify(await workload.list(withImages, "--namespace", addonNamespace)))) {
    await haveImageOnMachines(run, image, containers, context);
  }
  return eventually({ timeout: 9 * minute, pause: 5_000, signal: context.signal }, async () => {
    const objects = await workload.list(workloads, "--namespace", addonNamespace);
    const waiting = objects.filter(({ status = {} }) => Number(status["numberUnavailable"] ?? status["unavailableReplicas"] ?? 0) > 0);
    if (waiting.length > 0) throw new NotYet(`not available: ${waiting.map(({ metadata }) => metadata.name).join(", ")}`);
    return { detail: objects.map(({ metadata }) => metadata.name).join(", ") };
  });
}
