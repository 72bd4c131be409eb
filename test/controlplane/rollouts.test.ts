import type { Plan } from "@cstack/clusterclass";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planAndChange } from "./support/changed-cluster.ts";
import { type Change, changes, unchanged, withTopology } from "./support/changes.ts";
import { classVariants } from "./support/class-variants.ts";
import { type InstalledVariant, installVariant } from "./support/installed-variant.ts";
import { type ClusterState, isSettled, observe } from "./support/machines.ts";
import { eventually, type ManagementCluster } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { exceededLimits, fateOf, lost, overtaken } from "./support/observed-rollout.ts";
import { type ClassInput, connectWithNamespace, deleteClusters, dissolve } from "./support/stack-under-test.ts";

/**
 * Clusters of the docker unit run on the provider's in-memory backend, each is changed in one way, and the machines that are replaced are those
 * that the plan named before. All Clusters live at the same time: most of the time is waiting.
 */
const tools = findManagementTools();

const namespace = `cstack-rollouts-${process.pid}`;
const minute = 60_000;
/** No machine that is going to be replaced waits longer than this for its replacement to appear; see `isSettled`. */
const leastObservation = 20_000;

/** A change of one Cluster, what the plan said about it, and all that was seen afterwards. */
interface Experiment {
  change: Change;
  name: string;
  before: ClusterState;
  plan: Plan;
  seen: ClusterState[];
  settled: boolean;
}

const experiments = new Map<Change, Experiment>();
const seconds = { creation: 0, rollout: 0 };
let agreeing = 0;
let management: ManagementCluster;

beforeAll(async () => {
  if (tools === undefined) return;
  management = await connectWithNamespace(tools, namespace);
  const classes = await installClasses();
  const start = Date.now();
  await createClusters(classes);
  const running = await settledClusters(8 * minute);
  const changed = Date.now();
  for (const [index, change] of changes.entries()) await apply(change, nameOf(index), running.get(nameOf(index))!, classes);
  await observeChanges(8 * minute, changed + leastObservation);
  [seconds.creation, seconds.rollout] = [changed - start, Date.now() - changed].map((time) => Math.round(time / 1000)) as [number, number];
}, 20 * minute);

afterAll(async () => {
  if (tools === undefined) return;
  const { creation, rollout } = seconds;
  const found = `${agreeing} of ${changes.length} changes replaced the predicted machines`;
  process.stderr.write(`rollouts: ${found}; Clusters ran after ${creation} s, all changes were through after ${rollout} s\n`);
  await deleteClusters(management, namespace);
  await dissolve(management, namespace, "infrastructure.cluster.x-k8s.io/v1beta2");
  management.close();
}, 5 * minute);

describe.skipIf(tools === undefined).each(changes.map((change) => [change.title, change] as const))("%s", (_title, change) => {
  it(`replaces ${change.rolls.join(" and ") || "no machine"}, as predicted`, () => {
    const { plan, before, seen, settled } = experiments.get(change)!;
    expect(plan.errors).toEqual([]);
    expect(plan.rollout?.rolls.filter(({ deferred }) => !deferred).map(({ machines }) => machines)).toEqual(change.rolls);
    expect(settled).toBe(true);
    const groups = [...before.groups.keys()].toSorted();
    expect(groups.map((group) => [group, fateOf(group, before, seen.at(-1)!)])).toEqual(
      groups.map((group) => [group, change.rolls.includes(group) ? "replaced" : "kept"]),
    );
    agreeing += 1;
  });

  it("keeps all other machines at every moment, and stays within the predicted limits and order", () => {
    const { plan, seen, before } = experiments.get(change)!;
    const rolls = plan.rollout?.rolls.filter(({ deferred }) => !deferred) ?? [];
    const kept = [...before.groups.keys()].filter((group) => !change.rolls.includes(group));
    expect(kept.flatMap((group) => lost(group, before, seen))).toEqual([]);
    expect(rolls.flatMap((roll) => exceededLimits(roll, seen))).toEqual([]);
    expect(rolls.flatMap((roll) => overtaken(roll, rolls, before, seen.at(-1)!))).toEqual([]);
  });
});

async function installClasses(): Promise<Map<string, InstalledVariant>> {
  const classes = new Map<string, InstalledVariant>();
  for (const variant of classVariants) classes.set(variant.name, await installVariant(management, variant, namespace));
  return classes;
}

function nameOf(index: number): string {
  return `r${index}`;
}

async function createClusters(classes: ReadonlyMap<string, Pick<InstalledVariant, "sample">>): Promise<void> {
  for (const [index, { classes: [name] = ["v1"], before = unchanged }] of changes.entries()) {
    const { sample } = classes.get(name)!;
    const cluster = withTopology({ ...sample, metadata: { name: nameOf(index), namespace } }, before);
    const refusal = await management.create(cluster);
    if (refusal !== undefined) throw new Error(refusal.message);
  }
}

async function settledClusters(milliseconds: number): Promise<Map<string, ClusterState>> {
  let states = new Map<string, ClusterState>();
  const areSettled = async () => {
    states = await observe(management, namespace);
    return [...states.values()].every(isSettled) ? true : undefined;
  };
  if (await eventually(milliseconds, areSettled, 2000)) return states;
  const open = [...states].filter(([, state]) => !isSettled(state)).map(([name]) => name);
  throw new Error(`these Clusters do not run after ${milliseconds} ms: ${open.join(", ")}`);
}

async function apply(change: Change, name: string, before: ClusterState, classes: ReadonlyMap<string, ClassInput>): Promise<void> {
  const [from, to] = (change.classes ?? ["v1", "v1"]).map((each) => classes.get(each)!) as [ClassInput, ClassInput];
  const plan = await planAndChange(management, before.cluster, { title: change.title, after: change.after, from, to });
  experiments.set(change, { change, name, before, plan, seen: [], settled: false });
}

/** Looks at all Clusters until each is settled, and not before a moment. */
async function observeChanges(milliseconds: number, notBefore: number): Promise<void> {
  await eventually(
    milliseconds,
    async () => {
      const states = await observe(management, namespace);
      for (const experiment of experiments.values()) {
        const state = states.get(experiment.name)!;
        experiment.seen.push(state);
        experiment.settled = isSettled(state);
      }
      const done = Date.now() > notBefore && [...experiments.values()].every(({ settled }) => settled);
      return done ? true : undefined;
    },
    1000,
  );
}
