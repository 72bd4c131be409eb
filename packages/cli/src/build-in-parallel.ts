import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { UnitKey } from "@cstack/generator";
import { type BuildRequest, type BuildResult, buildUnits } from "./build-units.ts";
import type { BuildShare } from "./build-worker.ts";
import type { Workspace } from "./workspace.ts";

/** A thread reads the sources again before it builds, which pays from this many units on. */
const unitsForAThread = 24;

/** Builds units with a thread for each core where there are enough of them; the result does not depend on how many. */
export async function buildInParallel(
  workspace: Workspace,
  keys: UnitKey[],
  request: BuildRequest,
  signal: AbortSignal,
): Promise<BuildResult> {
  const threads = Math.min(availableParallelism(), Math.floor(keys.length / unitsForAThread));
  if (threads < 2) return buildUnits(workspace, keys, request, signal);
  const size = Math.ceil(keys.length / threads);
  const shares = Array.from({ length: threads }, (_, index) => keys.slice(index * size, (index + 1) * size));
  const [own = [], ...others] = shares;
  const results = await Promise.all([
    ...others.map((share) => buildInThread({ root: workspace.root, keys: share, request }, signal)),
    buildUnits(workspace, own, request, signal),
  ]);
  const ordered = [...results.slice(-1), ...results.slice(0, -1)];
  return { built: ordered.flatMap(({ built }) => built), diagnostics: ordered.flatMap(({ diagnostics }) => diagnostics) };
}

function buildInThread(share: BuildShare, signal: AbortSignal): Promise<BuildResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./build-worker.mjs", import.meta.url), { workerData: share });
    signal.addEventListener("abort", () => worker.postMessage("abort"));
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
