import { eventually, NotYet } from "../process/eventually.ts";
import { conditionOf } from "../programs/kubectl.ts";
import type { Step, StepContext, StepResult } from "../steps/step.ts";
import { addonSteps, addonsRunStep } from "./addon-steps.ts";
import { applyClass, clusters, lostOf, settled } from "./cluster-steps.ts";
import type { KindRun, UnitUnderTest } from "./kind-run.ts";
import { machinesOf, topologyOf } from "./machines.ts";
import { haveImage } from "./management-steps.ts";

const minute = 60_000;
/**
 * Holds an upgrade where the runtime hook BeforeClusterUpgrade would, which the operator answers.
 * Source: cluster-api v1.14.0, exp/topology/desiredstate/lifecycle_hooks.go.
 */
const hold = "before-upgrade.hook.cluster.cluster.x-k8s.io/cstack-smoke";

/** From a Cluster that asks for the next minor to one whose machines all have it, with the addons of that release before the first machine. */
export function upgradeSteps(run: KindRun): Step[] {
  const { next } = run.subject;
  const start = { id: "upgrade-asked", title: "upgrade to the next minor waits for addons", timeout: 10 * minute };
  if (next === undefined) return [{ ...start, run: async () => ({ status: "skipped", detail: "there is no unit of the next minor" }) }];
  const whereAsked = (step: Step): Step => ({ ...step, run: (context) => ifAsked(run, next, context, step) });
  return [
    { ...start, run: (context) => askForUpgrade(run, next, context) },
    ...addonSteps(run, next, "BeforeClusterUpgrade").map(whereAsked),
    whereAsked({
      id: "upgrade",
      title: "all machines are replaced",
      timeout: 40 * minute,
      run: (context) => replaceMachines(run, next, context),
    }),
    whereAsked({ ...addonsRunStep(run), id: "upgrade-addons-run", title: "addons run on the new machines" }),
  ];
}

/** Why no machine of the next minor can be made here, if so; its image is pulled where Docker does not have it. */
export async function upgradeProblem(run: KindRun, context: StepContext): Promise<string | undefined> {
  const { next } = run.subject;
  if (next === undefined) return "there is no unit of the next minor";
  const problem = await haveImage(run, next.nodeImage, context);
  return problem === undefined ? undefined : `${next.nodeImage.image} cannot be had: ${problem}`;
}

async function askForUpgrade(run: KindRun, next: UnitUnderTest, context: StepContext): Promise<StepResult> {
  const { containers, cluster } = run.subject;
  const { variables = [] } = topologyOf(cluster);
  if (variables.some(({ name }) => name === containers.nodeImageVariable)) {
    return { status: "skipped", detail: "all machines have the one image that was named, whatever their version" };
  }
  const problem = await upgradeProblem(run, context);
  if (problem !== undefined) return { status: "skipped", detail: problem };
  await settled(run, context, 5 * minute);
  await applyClass(run, context, next.classManifests, next.className);
  const topology = { classRef: { name: next.className }, version: `v${next.kubernetes}` };
  await patchCluster(run, context, { metadata: { annotations: { [hold]: "" } }, spec: { topology } });
  await eventually({ timeout: 3 * minute, pause: 1_000, signal: context.signal }, async () => {
    const message = conditionOf(await run.kubectl(context).get(clusters, run.names.cluster), "TopologyReconciled")?.message ?? "";
    if (!message.includes(hold)) throw new NotYet(`the upgrade is not held: ${message}`);
  });
  return { detail: `${next.unit} is asked for, and held before the first machine` };
}

/** Runs a step where the Cluster asks for the next minor. */
async function ifAsked(run: KindRun, next: UnitUnderTest, context: StepContext, step: Step): Promise<StepResult | undefined> {
  const { version } = topologyOf(await run.kubectl(context).get(clusters, run.names.cluster));
  if (version === `v${next.kubernetes}`) return step.run(context);
  return { status: "skipped", detail: "no upgrade was asked for" };
}

async function replaceMachines(run: KindRun, next: UnitUnderTest, context: StepContext): Promise<StepResult> {
  const before = await machinesOf(run, context);
  const early = before.filter(({ spec = {} }) => spec["version"] === `v${next.kubernetes}`);
  await patchCluster(run, context, { metadata: { annotations: { [hold]: null } } });
  const after = await settled(run, context, 35 * minute);
  if (early.length > 0) throw new Error(`${early.length} machines were replaced before the addons were`);
  const kept =
    before.length -
    lostOf(
      before.map(({ metadata }) => metadata),
      after,
    ).length;
  if (kept > 0) throw new Error(`${kept} machines were not replaced by the upgrade`);
  return { detail: `${next.unit}: all ${after.length} machines are v${next.kubernetes}` };
}

async function patchCluster(run: KindRun, context: StepContext, patch: object): Promise<void> {
  await run.kubectl(context).run(["patch", clusters, run.names.cluster, "--type=merge", "--patch", JSON.stringify(patch)]);
}
