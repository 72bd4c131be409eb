import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { UnitKey } from "@cstack/generator";
import { type BuildRequest, type BuildResult, buildUnits } from "./build-units.ts";
import type { BuildShare } from "./build-worker.ts";
import type { Workspace } from "./workspace.ts";

/** A thread reads the sources again before it builds, which pays from this many units on. */
const unitsForAThread = 24;
/** Three minors for three providers. Where stacks have fewer a thread is started in vain, on a core that has nothing to do. */
const unitsOfAStack = 9;

/** Threads for a checkout that has stacks enough: they load the engine while its sources are read. Those that get nothing to build keep no process from ending. */
export function startThreads(root: string): Worker[] {
  return Array.from({ length: threadsFor(readdirSync(join(root, "stacks")).length * unitsOfAStack) - 1 }, newThread);
}

function newThread(): Worker {
  const thread = new Worker(new URL("./build-worker.mjs", import.meta.url));
  thread.unref();
  return thread;
}

function threadsFor(units: number): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(units / unitsForAThread)));
}

/** Builds units with a thread for each core where there are enough of them; the result does not depend on how many. */
export async function buildInParallel(
  workspace: Workspace,
  keys: UnitKey[],
  request: BuildRequest,
  signal: AbortSignal,
  started: readonly Worker[] = [],
): Promise<BuildResult> {
  const threads = threadsFor(keys.length);
  const size = Math.ceil(keys.length / threads);
  const [own = [], ...others] = Array.from({ length: threads }, (_, index) => keys.slice(index * size, (index + 1) * size));
  const inThreads = others.map((share, index) =>
    buildInThread(started[index] ?? newThread(), { root: workspace.root, keys: share, request }, signal),
  );
  const results = await Promise.all([buildUnits(workspace, own, request, signal), ...inThreads]);
  return { built: results.flatMap(({ built }) => built), diagnostics: results.flatMap(({ diagnostics }) => diagnostics) };
}

function buildInThread(thread: Worker, share: BuildShare, signal: AbortSignal): Promise<BuildResult> {
  return new Promise((resolve, reject) => {
    thread.ref();
    signal.addEventListener("abort", () => thread.postMessage("abort"));
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.postMessage(share);
  });
}
