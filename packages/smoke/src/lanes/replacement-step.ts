import { eventually, NotYet } from "../process/eventually.ts";
import type { Step, StepContext, StepResult } from "../steps/step.ts";
import { lostOf, settled } from "./cluster-steps.ts";
import type { KindRun } from "./kind-run.ts";
import { wantedMachines } from "./machines.ts";

const minute = 60_000;
/** A control plane of fewer machines would lose its data with one: Cluster API replaces none there. Source: cluster-api v1.14.0, controlplane/kubeadm, remediation.go. */
const fewest = 3;

/** A machine of the control plane is ended from outside; the health check of the class notices, and it is replaced. Nothing where the control plane is too small. */
export function replacementSteps(run: KindRun): Step[] {
  if (wantedMachines(run.subject.cluster).controlPlane < fewest) return [];
  const title = "a control plane machine that is lost is replaced";
  return [{ id: "replacement", title, timeout: 30 * minute, run: (context) => replaceLost(run, context) }];
}

async function replaceLost(run: KindRun, context: StepContext): Promise<StepResult> {
  const before = await settled(run, context, 5 * minute);
  const victim = before.find(({ isControlPlane }) => isControlPlane);
  if (victim === undefined) throw new Error("there is no control plane machine");
  await run.docker(context).kill(victim.container);
  const start = Date.now();
  const after = await eventually({ timeout: 28 * minute, pause: 5_000, signal: context.signal }, async () => {
    const machines = await settled(run, context, 0);
    if (machines.some(({ name }) => name === victim.name)) throw new NotYet(`${victim.name} has not been replaced`);
    return machines;
  });
  const lost = lostOf(before, after);
  if (lost.length > 1) throw new Error(`more than one machine was replaced: ${lost.join(", ")}`);
  const [added = ""] = lostOf(after, before);
  return { detail: `${victim.name} by ${added} in ${Math.round((Date.now() - start) / 1000)} s` };
}
