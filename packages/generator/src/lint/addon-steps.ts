import type { AddonFile, AddonVersion } from "@cstack/model";
import { inRange } from "../resolve/minors.ts";
import type { AddonSwitch, Unit } from "../resolve/unit.ts";

/** What a release records of an addon, so that a later one can be compared with it. */
export interface AddonFacts extends Pick<AddonVersion, "chart" | "supports">, Pick<AddonFile, "steps"> {
  addon: string;
  /** Absent where it is on in every cluster. */
  switch?: AddonSwitch;
}

/** The addons of a unit and the Kubernetes minor that they run with. */
export interface ShippedAddons {
  minor: string;
  addons: AddonFacts[];
}

/** What a unit ships, in its order. */
export function shippedAddons({ minor, addons }: Unit): ShippedAddons {
  const facts = addons.map(
    ({ addon: { data }, version: { chart, supports }, switch: own }): AddonFacts => ({
      addon: data.id,
      chart,
      ...(supports === undefined ? {} : { supports }),
      ...(data.steps === undefined ? {} : { steps: data.steps }),
      ...(own === undefined ? {} : { switch: own }),
    }),
  );
  return { minor, addons: facts };
}

/** What becomes of one addon where a Cluster moves from one unit to another, and what speaks against it. */
export interface AddonStep {
  addon: string;
  change: "added" | "removed" | "version";
  old?: string;
  new?: string;
  warnings?: string[];
}

/**
 * Addons that differ between two units, in the order of the newer one. All of them are applied before the control plane is upgraded: the stage
 * BeforeClusterUpgrade is the only one of an upgrade (cluster-stack-operator b3680fb, internal/controller/clusteraddon_controller.go), so for
 * that time they run with the older minor, which skew rules may forbid.
 */
export function addonSteps(before: ShippedAddons, after: ShippedAddons): AddonStep[] {
  const older = new Map(before.addons.map((facts) => [facts.addon, facts]));
  const newer = new Set(after.addons.map(({ addon }) => addon));
  const kept = after.addons.flatMap((facts) => stepOf(older.get(facts.addon), facts, before.minor));
  const removed = before.addons.filter(({ addon }) => !newer.has(addon));
  return [...kept, ...removed.map(({ addon, chart }) => removal(addon, chart))];
}

function stepOf(old: AddonFacts | undefined, next: AddonFacts, minor: string): AddonStep[] {
  const { addon, chart } = next;
  if (old === undefined) return [{ addon, change: "added", new: chart }];
  if (old.chart === chart) return [];
  const warnings = [...tooNew(next, minor), ...tooFar(old, next)];
  const step: AddonStep = { addon, change: "version", old: old.chart, new: chart };
  return [warnings.length === 0 ? step : { ...step, warnings }];
}

function tooNew({ chart, supports }: AddonFacts, minor: string): string[] {
  if (inRange(minor, supports)) return [];
  const { from = "any", to = "any" } = supports ?? {};
  return [
    `${chart} is for Kubernetes ${from} to ${to}, and it is applied before the control plane is upgraded: until then it runs with ${minor}`,
  ];
}

function tooFar(old: AddonFacts, next: AddonFacts): string[] {
  if (next.steps === undefined) return [];
  const [from, to] = [old, next].map(({ chart }) => minorOfVersion(chart));
  if (from === undefined || to === undefined || (from.major === to.major && to.minor - from.minor <= 1)) return [];
  return [`upgrades are supported to the next minor only, and ${old.chart} to ${next.chart} is further`];
}

function minorOfVersion(version: string): { major: number; minor: number } | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return major === undefined || minor === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

function removal(addon: string, old: string): AddonStep {
  return {
    addon,
    change: "removed",
    old,
    warnings: ["its objects stay in clusters: the operator knows only the addons of the newer release"],
  };
}
