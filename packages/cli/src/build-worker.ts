import { parentPort, workerData } from "node:worker_threads";
import type { UnitKey } from "@cstack/generator";
import { type BuildRequest, buildUnits } from "./build-units.ts";
import { openWorkspace } from "./workspace.ts";

/** What a worker is given: its share of the units. */
export interface BuildShare {
  root: string;
  keys: UnitKey[];
  request: BuildRequest;
}

const { root, keys, request } = workerData as BuildShare;
const interruption = new AbortController();
parentPort?.on("message", () => interruption.abort());
parentPort?.postMessage(await buildUnits(openWorkspace(root), keys, request, interruption.signal));
parentPort?.close();
