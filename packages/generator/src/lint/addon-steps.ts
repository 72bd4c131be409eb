import { inRange } from "../resolve/minors.ts";
import type { Unit, UnitAddon } from "../resolve/unit.ts";

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
export function addonSteps(before: Unit, after: Unit): AddonStep[] {
  const older = new Map(before.addons.map((addon) => [addon.addon.data.id, addon]));
  const newer = new Set(after.addons.map(({ addon }) => addon.data.id));
  const kept = after.addons.flatMap((addon) => stepOf(older.get(addon.addon.data.id), addon, before.minor));
  const removed = before.addons.filter(({ addon }) => !newer.has(addon.data.id));
  return [...kept, ...removed.map(({ addon, version }) => removal(addon.data.id, version.chart))];
}

function stepOf(old: UnitAddon | undefined, next: UnitAddon, minor: string): AddonStep[] {
  const { id } = next.addon.data;
  if (old === undefined) return [{ addon: id, change: "added", new: next.version.chart }];
  if (old.version.chart === next.version.chart) return [];
  const warnings = [...tooNew(next, minor), ...tooFar(old, next)];
  const step: AddonStep = { addon: id, change: "version", old: old.version.chart, new: next.version.chart };
  return [warnings.length === 0 ? step : { ...step, warnings }];
}

function tooNew({ version: { chart, supports } }: UnitAddon, minor: string): string[] {
  if (inRange(minor, supports)) return [];
  const { from = "any", to = "any" } = supports ?? {};
  return [
    `${chart} is for Kubernetes ${from} to ${to}, and it is applied before the control plane is upgraded: until then it runs with ${minor}`,
  ];
}

function tooFar(old: UnitAddon, next: UnitAddon): string[] {
  if (next.addon.data.steps === undefined) return [];
  const [from, to] = [old, next].map(({ version }) => minorOfVersion(version.chart));
  if (from === undefined || to === undefined || (from.major === to.major && to.minor - from.minor <= 1)) return [];
  return [`upgrades are supported to the next minor only, and ${old.version.chart} to ${next.version.chart} is further`];
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
