import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../process/eventually.ts";
import { claim, stopRecorded } from "../process/process-record.ts";
import { Docker } from "../programs/docker.ts";
import { Kind } from "../programs/kind.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { thawContainers } from "./frozen-groups.ts";
import type { ContainerPrograms, RunNames } from "./kind-run.ts";

const minute = 60_000;
/** Docker gives up waiting for a container's end where a machine is busy, and ends it all the same. */
const patience = { timeout: 3 * minute, pause: 3_000 };
/** By which kind knows the containers of a cluster. */
const kindLabel = "io.x-k8s.kind.cluster";

/** Remembers what a run makes, before it makes anything. */
export function rememberRun(folder: string, names: RunNames): void {
  claim(folder);
  writeFileSync(join(folder, "run.json"), `${JSON.stringify(names, undefined, 2)}\n`);
}

/** What a run folder remembers. */
export function rememberedRun(folder: string): RunNames | undefined {
  const path = join(folder, "run.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as RunNames) : undefined;
}

/** Folders of runs, the newest last: their names begin with what was tried and when. */
export function runFolders(runs: string): string[] {
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .map((name) => join(runs, name))
    .filter((folder) => existsSync(join(folder, "run.json")) || existsSync(join(folder, "processes.json")))
    .toSorted();
}

/** Ends and removes all that a run made, whoever started it and however far it came: processes, containers with their volumes, credentials. What was removed. */
export async function takeDown(folder: string, programs: ContainerPrograms, context: StepContext): Promise<string[]> {
  const removed = await stopRecorded(folder);
  const names = rememberedRun(folder);
  if (names !== undefined) {
    const waiting = { ...patience, signal: context.signal };
    const docker = new Docker({ program: programs.docker, ...context });
    const labels = [`${names.containerLabel}=${names.cluster}`, `${kindLabel}=${names.management}`] as const;
    const machines = await docker.containers(labels[0]);
    const ids = (await Promise.all(labels.map((label) => docker.containerIds(label)))).flat();
    const remove = (perform: () => Promise<void>) =>
      eventually(waiting, async () => {
        thawContainers(ids);
        await perform();
      });
    await remove(() => docker.remove(machines));
    const kind = new Kind({ program: programs.kind, ...context });
    const kubeconfig = join(folder, "kubeconfig");
    const isThere = (await kind.clusters()).includes(names.management);
    if (isThere) await remove(() => kind.delete(names.management, kubeconfig));
    const left = await docker.containers(labels[0]);
    if (left.length > 0) throw new Error(`containers are left: ${left.join(", ")}`);
    removed.push(...machines, ...(isThere ? [names.management] : []));
  }
  for (const name of ["kubeconfig", "webhooks"]) rmSync(join(folder, name), { recursive: true, force: true });
  return removed;
}

/** The last step of a run, which also comes after a failure. */
export function takeDownStep(folder: string, programs: ContainerPrograms): Step {
  return {
    id: "down",
    title: "everything is taken down",
    timeout: 10 * minute,
    always: true,
    run: async (context) => ({ detail: (await takeDown(folder, programs, context)).join(", ") || "there was nothing" }),
  };
}
