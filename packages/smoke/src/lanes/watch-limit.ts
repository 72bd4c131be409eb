import { existsSync, readFileSync } from "node:fs";
import type { Step } from "../steps/step.ts";
import type { KindRun } from "./kind-run.ts";
import { type WantedMachines, wantedMachines } from "./machines.ts";

const setting = "fs.inotify.max_user_instances";
/** Inotify instances of what runs on one machine, with one to spare: 28 and 15 were counted on machines of kubeadm 1.36.4. */
const watches = { controlPlane: 29, worker: 16 };

/** A kernel counts watches over all containers of a user; where they are used up, kube-proxy and kubelets end with "too many open files". */
export function watchLimitStep(run: KindRun): Step {
  const look = async () => {
    const limit = kernelLimit();
    const problem = limit === undefined ? undefined : watchProblem(wantedMachines(run.subject.cluster), limit);
    return problem === undefined
      ? { detail: `${setting} is ${limit ?? "not known"}` }
      : { status: "skipped" as const, detail: problem, ends: true };
  };
  return { id: "watches", title: "file watches of this machine", timeout: 1_000, repeats: true, run: look };
}

/** Why so many machines beside the management cluster, and one more of each kind while they are replaced, would be too many; if so. */
export function watchProblem(
  { controlPlane, workers }: Pick<WantedMachines, "controlPlane" | "workers">,
  limit: number,
): string | undefined {
  const needed = watches.controlPlane * (controlPlane + 2) + watches.worker * (workers + 1);
  if (limit >= needed) return undefined;
  return `${setting} is ${limit}, and ${controlPlane} + ${workers} machines need about ${needed}: sysctl -w ${setting}=1024`;
}

/** Undefined where the containers are in a machine of their own. */
function kernelLimit(): number | undefined {
  const path = `/proc/sys/${setting.replaceAll(".", "/")}`;
  return existsSync(path) ? Number(readFileSync(path, "utf8")) : undefined;
}
