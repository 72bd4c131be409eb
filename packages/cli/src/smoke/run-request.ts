import { resolve } from "node:path";
import type { RunNames, RunRequest } from "@cstack/smoke";
import { chartFolder } from "../charts/chart-folder.ts";
import { usageFailure } from "../failure.ts";

/** Options of `cstack smoke` that decide what a run makes. */
export interface RequestFlags {
  cluster?: string;
  nodeImage?: string;
  machines?: string;
  vendorCharts?: boolean;
  charts?: string;
}

/** What the options ask for; paths become whole, since a run may be gone on with from another folder. */
export function requestOf(root: string, { cluster, nodeImage, machines, vendorCharts, charts }: RequestFlags): RunRequest {
  return {
    ...(cluster === undefined ? {} : { cluster: resolve(cluster) }),
    ...(nodeImage === undefined ? {} : { nodeImage }),
    ...(machines === undefined ? {} : { machines: machinesOf(machines) }),
    ...(vendorCharts === true || charts !== undefined ? { charts: chartFolder(root, charts) } : {}),
  };
}

function machinesOf(text: string): { controlPlane: number; workers: number } {
  const [, controlPlane, workers] = /^([1-9]\d?)\+(\d\d?)$/.exec(text) ?? [];
  if (controlPlane === undefined || Number(controlPlane) % 2 === 0)
    throw usageFailure(`"${text}" is no number of machines; write 1+1 or 3+2, with an odd number for the control plane.`);
  return { controlPlane: Number(controlPlane), workers: Number(workers) };
}

/** What a run goes on with: all that it was started with. To be asked for anything else ends the command. */
export function resumedRequest({ subject, request: started = {} }: RunNames, given: RunRequest): RunRequest {
  const before = optionsOf(started);
  for (const [option, value] of optionsOf(given)) {
    const known = before.get(option);
    if (value === undefined || value === known) continue;
    const how = known === undefined ? `without ${option}` : `with ${option} ${known}`;
    throw usageFailure(
      `The run of ${subject} was started ${how}, and goes on like that: leave out ${option} ${value}, or start another run.`,
    );
  }
  return started;
}

/** A request as a user writes it. */
function optionsOf({ cluster, nodeImage, machines, charts }: RunRequest): Map<string, string | undefined> {
  return new Map([
    ["--cluster", cluster],
    ["--node-image", nodeImage],
    ["--machines", machines === undefined ? undefined : `${machines.controlPlane}+${machines.workers}`],
    ["--charts", charts],
  ]);
}
