import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allUnits } from "../support/repository.ts";
import { planAndChange } from "./support/changed-cluster.ts";
import { both, controlPlane, pools, type TopologyChange, unchanged, version, withTopology } from "./support/changes.ts";
import { asItIs, type ClassVariant, nextRelease } from "./support/class-variants.ts";
import { type InstalledVariant, installVariant } from "./support/installed-variant.ts";
import { type ClusterState, isSettled, observe } from "./support/machines.ts";
import { eventually, type ManagementCluster } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { exceededLimits, fateOf, lost, overtaken } from "./support/observed-rollout.ts";
import { connectWithNamespace, deleteClusters, dissolve, kindsBesideClasses } from "./support/stack-under-test.ts";

/** One Cluster of the docker units, on the provider's in-memory backend, through all that happens to it in its years. */
const tools = findManagementTools();

const namespace = `cstack-life-${process.pid}`;
const infrastructure = "infrastructure.cluster.x-k8s.io/v1beta2";
const name = "life";
const workers = "machineDeployment/default-worker";
const minute = 60_000;
/** No machine that is going to be replaced waits longer than this for its replacement to appear. */
const leastObservation = 15_000;

/** Releases that the Cluster has one after the other. */
const releases = {
  "1.35": { name: "v1", unit: "docker-scs-1-35", edit: asItIs },
  "1.36": { name: "v1", unit: "docker-scs-1-36", edit: asItIs },
  "1.37": { name: "v1", unit: "docker-scs-1-37", edit: asItIs },
  "1.37, next": { name: "v2", unit: "docker-scs-1-37", edit: nextRelease },
} satisfies Record<string, ClassVariant>;
type Release = keyof typeof releases;

interface Chapter {
  title: string;
  release: Release;
  after: TopologyChange;
  rolls: readonly string[];
  workers: number;
}

const chapters: readonly Chapter[] = [
  { title: "gets another worker", release: "1.35", after: pools({ replicas: 4 }), rolls: [], workers: 4 },
  { title: "gives it back", release: "1.35", after: pools({ replicas: 3 }), rolls: [], workers: 3 },
  {
    title: "is upgraded to 1.36 with its class",
    release: "1.36",
    after: version(kubernetesOf("1.36")),
    rolls: ["controlPlane", workers],
    workers: 3,
  },
  {
    title: "is upgraded to 1.37 with its class",
    release: "1.37",
    after: version(kubernetesOf("1.37")),
    rolls: ["controlPlane", workers],
    workers: 3,
  },
  { title: "moves to the next release of its unit", release: "1.37, next", after: unchanged, rolls: [workers], workers: 3 },
];

const classes = new Map<Release, InstalledVariant>();
let management: ManagementCluster;
let current: Release = "1.35";
let state: ClusterState;

beforeAll(async () => {
  if (tools === undefined) return;
  management = await connectWithNamespace(tools, namespace);
  for (const [release, variant] of Object.entries(releases))
    classes.set(release as Release, await installVariant(management, variant, namespace));
}, 5 * minute);

afterAll(async () => {
  if (tools === undefined) return;
  await dissolve(management, namespace, infrastructure);
  management.close();
}, 5 * minute);

describe.skipIf(tools === undefined)("a Cluster with three control plane machines and three workers", () => {
  it("gets all of them", { timeout: 5 * minute }, async () => {
    const { sample } = classes.get("1.35")!;
    const threeAndThree = both(controlPlane({ replicas: 3 }), pools({ replicas: 3 }));
    const cluster = withTopology({ ...sample, metadata: { name, namespace } }, threeAndThree);
    expect(await management.create(cluster)).toBeUndefined();
    const seen = await untilSettled(Date.now());
    expect(machinesIn(seen)).toEqual({ controlPlane: 3, [workers]: 3 });
  });

  it.each(chapters.map((chapter) => [chapter.title, chapter] as const))(
    "%s, and replaces the predicted machines",
    { timeout: 10 * minute },
    async (_title, chapter) => {
      const before = state;
      const [from, to] = [classes.get(current)!, classes.get(chapter.release)!];
      const plan = await planAndChange(management, before.cluster, { ...chapter, from, to });
      current = chapter.release;
      const seen = await untilSettled(Date.now() + leastObservation);
      expect(plan.errors).toEqual([]);
      const rolls = plan.rollout?.rolls ?? [];
      expect(rolls.map(({ machines }) => machines)).toEqual(chapter.rolls);
      expect(machinesIn(seen)).toEqual({ controlPlane: 3, [workers]: chapter.workers });
      for (const group of chapter.rolls) expect([group, fateOf(group, before, state)]).toEqual([group, "replaced"]);
      // A worker that is given back is gone, and no other one.
      const staying = [...before.groups.keys()].filter(
        (group) => !chapter.rolls.includes(group) && machinesOf(group, before) <= machinesOf(group, state),
      );
      expect(staying.flatMap((group) => lost(group, before, seen))).toEqual([]);
      expect(rolls.flatMap((roll) => exceededLimits(roll, seen))).toEqual([]);
      expect(rolls.flatMap((roll) => overtaken(roll, rolls, before, state))).toEqual([]);
    },
  );

  it("leaves nothing when it is deleted", { timeout: 5 * minute }, async () => {
    expect(await deleteClusters(management, namespace, 3 * minute)).toBe(true);
    const kinds = await kindsBesideClasses(management, infrastructure);
    const left = (await Promise.all(kinds.map((kind) => management.list(kind, namespace)))).flat();
    const ofClasses = new Set(
      [...classes.values()].flatMap(({ templates }) => [...templates.values()].map(({ metadata }) => metadata.name)),
    );
    // What only has an owner that is gone is the garbage collector's, and no kube-controller-manager runs here.
    const alone = left.filter(({ metadata }) => !ofClasses.has(metadata.name) && (metadata.ownerReferences ?? []).length === 0);
    expect(alone.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([]);
    const machines = left.filter(({ kind }) => kind === "Machine" || kind === "DevMachine" || kind === "MachineSet");
    expect(machines.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([]);
  });
});

function kubernetesOf(release: Release): string {
  return `v${allUnits().find(({ id }) => id === releases[release].unit)!.kubernetes.version}`;
}

/** Everything that is seen of the Cluster until nothing is under way, and not before a moment; the last is `state`. */
async function untilSettled(notBefore: number): Promise<ClusterState[]> {
  const seen: ClusterState[] = [];
  const settled = await eventually(
    8 * minute,
    async () => {
      state = (await observe(management, namespace)).get(name)!;
      seen.push(state);
      return Date.now() > notBefore && isSettled(state) ? true : undefined;
    },
    1000,
  );
  expect(settled).toBe(true);
  return seen;
}

function machinesIn(seen: readonly ClusterState[]): Record<string, number> {
  const last = seen.at(-1)!;
  return Object.fromEntries([...last.groups.keys()].map((group) => [group, machinesOf(group, last)]));
}

function machinesOf(group: string, { groups }: ClusterState): number {
  return groups.get(group)?.machines.length ?? 0;
}
