import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { managersOf } from "@cstack/generator";
import { missingForControlPlane, recordedProcesses, startControlPlane } from "@cstack/smoke";
import { checkout, root } from "../../support/repository.ts";
import { skipped } from "../../support/tools.ts";

const runs = join(root, ".cstack", "runs");

/**
 * One control plane for all tests of the lane, with the managers of all providers: etcd, kube-apiserver and managers are processes. CSTACK_KUBECONFIG
 * names another management cluster to be used instead.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env["CSTACK_KUBECONFIG"] !== undefined) return undefined;
  const { managers } = managersOf(checkout());
  const missing = missingForControlPlane(managers);
  for (const { what, how } of missing) skipped("controlplane", what, how);
  if (missing.length > 0) return undefined;
  removeOldRuns();
  const folder = join(runs, `controlplane-${process.pid}`);
  const controlPlane = await startControlPlane({
    folder,
    managers,
    onProgress: (line) => process.stderr.write(`control plane: ${line}\n`),
  });
  process.stderr.write(`control plane: ready after ${controlPlane.seconds} s, logs in ${join(folder, "logs")}\n`);
  process.env["CSTACK_KUBECONFIG"] = controlPlane.kubeconfig;
  return controlPlane.stop;
}

/** Logs of a run are of use until the next one. */
function removeOldRuns(): void {
  mkdirSync(runs, { recursive: true });
  for (const name of readdirSync(runs).filter((each) => each.startsWith("controlplane-"))) {
    const folder = join(runs, name);
    const isOver = existsSync(join(folder, "processes.json")) && recordedProcesses(folder).length === 0;
    if (isOver) rmSync(folder, { recursive: true, force: true });
  }
}
