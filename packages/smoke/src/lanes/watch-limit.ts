import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Step } from "../steps/step.ts";
import type { KindRun, RunRequest } from "./kind-run.ts";
import { wantedMachines } from "./machines.ts";

const setting = "fs.inotify.max_user_instances";
/** Inotify instances of what runs on one machine, with one to spare: 28 and 15 were counted on machines of kubeadm 1.36.4. */
const watches = { controlPlane: 29, worker: 16 };
/** The larger clusters that the lane is for: a machine of their control plane is lost and replaced. */
const large = { controlPlane: 3, workers: 2 };
/** Where Linux shows its settings. */
const kernel = "/proc/sys";

type Machines = NonNullable<RunRequest["machines"]>;

/** A kernel counts watches over all containers of a user; where they are used up, kube-proxy and kubelets end with "too many open files". */
export function watchLimitStep(run: KindRun): Step {
  const look = async () => {
    const problem = watchProblem(wantedMachines(run.subject.cluster));
    return problem === undefined
      ? { detail: `${setting} is ${kernelLimit(kernel) ?? "not known"}` }
      : { status: "skipped" as const, detail: problem, ends: true };
  };
  return { id: "watches", title: "file watches of this machine", timeout: 1_000, repeats: true, run: look };
}

/**
 * Why so many machines beside the management cluster, and one more of each kind while they are replaced, would be too many for this machine's kernel, if so.
 * Source of the setting: documentation of kind, known issues, pod errors due to "too many open files".
 *
 * @param settings folder in which the kernel shows its settings
 */
export function watchProblem({ controlPlane, workers }: Machines = large, settings: string = kernel): string | undefined {
  const limit = kernelLimit(settings);
  const needed = watches.controlPlane * (controlPlane + 2) + watches.worker * (workers + 1);
  if (limit === undefined || limit >= needed) return undefined;
  return `${setting} is ${limit}, and ${controlPlane} + ${workers} machines need about ${needed}: sysctl -w ${setting}=1024`;
}

/** Undefined where the containers are in a machine of their own. */
function kernelLimit(settings: string): number | undefined {
  const path = join(settings, ...setting.split("."));
  return existsSync(path) ? Number(readFileSync(path, "utf8")) : undefined;
}
