import { existsSync } from "node:fs";
import { newAuthority } from "../controlplane/certificates.ts";
import { startManagers } from "../controlplane/start-managers.ts";
import { stopRecorded } from "../process/process-record.ts";
import { ProgramFailure } from "../process/program-failure.ts";
import type { Step, StepContext, StepResult } from "../steps/step.ts";
import type { KindRun } from "./kind-run.ts";
import { type MachineImage, machineImages, nameInDocker, pullName } from "./machine-images.ts";

const minute = 60_000;
/** The network that kind puts all its containers into, and the docker provider, too. */
const network = "kind";

/** What makes a management cluster: images of its machine and of those that it makes, kind, controllers. */
export function managementSteps(run: KindRun): Step[] {
  return [
    { id: "images", title: "images of machines", timeout: 20 * minute, run: (context) => haveImages(run, context) },
    { id: "management", title: "management cluster", timeout: 12 * minute, repeats: true, run: (context) => makeManagement(run, context) },
    { id: "controllers", title: "controllers", timeout: 30 * minute, repeats: true, run: (context) => runControllers(run, context) },
  ];
}

async function haveImages(run: KindRun, context: StepContext): Promise<StepResult> {
  const { nodeImage, containers, kubernetes } = run.subject;
  const wanted = machineImages(nodeImage, containers);
  for (const each of wanted) {
    const problem = await haveImage(run, each, context);
    if (problem !== undefined)
      return { status: "skipped", detail: `${each.image} cannot be had for Kubernetes ${kubernetes}: ${problem}`, ends: true };
  }
  return { detail: wanted.map(({ image }) => image).join(", ") };
}

/** Finds an image on this machine or pulls it, by its digest where facts have one; else why it cannot be had. */
export async function haveImage(run: KindRun, wanted: MachineImage, context: StepContext): Promise<string | undefined> {
  const docker = run.docker(context);
  const there = await nameInDocker(docker, wanted);
  if (there === wanted.image) return undefined;
  const pulled = pullName(wanted);
  try {
    if (there === undefined) await docker.pull(pulled);
    if (pulled !== wanted.image) await docker.tag(pulled, wanted.image);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProgramFailure) || error.ending === "cancelled") throw error;
    return error.said.split("\n").at(-1) ?? error.message;
  }
}

async function makeManagement(run: KindRun, context: StepContext): Promise<StepResult> {
  const kind = run.kind(context);
  const { management } = run.names;
  if ((await kind.clusters()).includes(management)) {
    if (!existsSync(run.kubeconfig)) await kind.exportKubeconfig(management, run.kubeconfig);
    return { detail: `${management} was there` };
  }
  await kind.create({ name: management, image: run.subject.nodeImage.image, kubeconfig: run.kubeconfig });
  return { detail: management };
}

/** Managers as processes: the same as in the control-plane lane, and no image of theirs is needed. */
async function runControllers(run: KindRun, context: StepContext): Promise<StepResult> {
  const address = await run.docker(context).gateway(network);
  if (address === undefined) throw new Error(`this machine has no address in the network ${network} of Docker`);
  await stopRecorded(run.folder);
  const { managers } = run.subject;
  const authority = newAuthority("cstack smoke");
  await startManagers(managers, { kubeconfig: run.kubeconfig, address, folder: run.folder, authority, signal: context.signal });
  return { detail: managers.map(({ program, version }) => `${program} ${version}`).join(", ") };
}
