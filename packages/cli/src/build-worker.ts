import { parentPort } from "node:worker_threads";
import type { UnitKey } from "@cstack/generator";
import { type BuildRequest, buildUnits } from "./build-units.ts";
import { openWorkspace } from "./workspace.ts";

/** What a worker is given once: its share of the units. Before that it has nothing to do but to load. */
export interface BuildShare {
  root: string;
  keys: UnitKey[];
  request: BuildRequest;
}

const interruption = new AbortController();

parentPort?.on("message", async (message: BuildShare | "abort") => {
  if (message === "abort") return interruption.abort();
  const { root, keys, request } = message;
  parentPort?.postMessage(await buildUnits(openWorkspace(root), keys, request, interruption.signal));
  parentPort?.close();
});
