import type { Repository } from "@cstack/generator";
import type { ReleaseFile } from "@cstack/model";
import { lt } from "semver";
import { type Severity, worst } from "../compare/severity.ts";
import { stableNumber } from "../version/release-name.ts";
import type { Released } from "./released.ts";

/** Whether a Cluster can go from one release to another at once. */
export interface UpgradeStep {
  from: string;
  to: string;
  kubernetes: { from: string; to: string };
  /** Why it cannot; empty where it can. */
  refused: string[];
  /** What it means for the Cluster, where it can. Of another minor only what its nature is: `cstack diff` compares the classes. */
  severity: Severity;
  /** What a person must see to on the way: the breaking changes of all releases in between. */
  mind: string[];
}

/**
 * Judges a step between two releases. Provider and stack stay, the minor stays or grows by one (cluster-stack-operator b3680fb,
 * internal/controller/webhooks, cluster_webhook.go), the Kubernetes version never falls (Cluster API v1.14.0, webhooks/cluster.go), addons that are upgraded
 * minor by minor leave none out, and nobody goes to a withdrawn release.
 */
export function upgradeStep(from: Released, to: Released, releases: readonly Released[], repository: Repository): UpgradeStep {
  const refused = [
    ...nameRefusals(from, to),
    ...versionRefusals(from, to),
    ...addonRefusals(from.entry, to.entry, repository),
    ...withdrawnRefusals(to),
  ];
  const between = from.entry.unit === to.entry.unit ? comparisonsBetween(from, to, releases) : [];
  const own = from.entry.unit === to.entry.unit ? "quiet" : "rolling";
  const mind = between.flatMap(({ reasons }) => reasons.filter(({ severity }) => severity === "breaking").map(({ text }) => text));
  return {
    from: from.name,
    to: to.name,
    kubernetes: { from: from.entry.kubernetes, to: to.entry.kubernetes },
    refused,
    severity: worst([own, ...between.map(({ severity }) => severity)]),
    mind: [...new Set(mind)],
  };
}

function nameRefusals({ unit: from }: Released, { unit: to }: Released): string[] {
  if (from.provider !== to.provider)
    return [`the infrastructure is another one (${from.provider}, ${to.provider}): Clusters are made anew`];
  if (from.stack !== to.stack) return [`the operator refuses another stack (${from.stack}, ${to.stack}): see \`cstack migrate\``];
  const [old, next] = [from.minor, to.minor].map((minor) => Number(minor.split(".")[1]));
  if (next! < old!) return [`Kubernetes ${to.minor} is older than ${from.minor}`];
  return next! - old! > 1 ? [`Kubernetes ${from.minor} to ${to.minor} is more than one minor`] : [];
}

function versionRefusals({ entry: from }: Released, { entry: to }: Released): string[] {
  if (from.unit === to.unit && number(to) <= number(from)) return [`${to.version} is not newer than ${from.version}`];
  return lt(to.kubernetes, from.kubernetes)
    ? [`Kubernetes v${to.kubernetes} is older than v${from.kubernetes}, which Cluster API refuses`]
    : [];
}

function addonRefusals(from: ReleaseFile, to: ReleaseFile, { addons }: Repository): string[] {
  return Object.entries(to.addons ?? {}).flatMap(([id, next]) => {
    const old = from.addons?.[id];
    const isStepwise = addons.get(id)?.data.steps !== undefined;
    return old !== undefined && isStepwise && skipsMinor(old, next) ? [`${id} ${old} to ${next} leaves out a minor`] : [];
  });
}

/** Whether an upgrade leaves out a minor, or a major. */
function skipsMinor(old: string, next: string): boolean {
  const [from, to] = [old, next].map((version) => /^v?(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number));
  if (from === undefined || to === undefined) return false;
  return from[0] !== to[0] || to[1]! - from[1]! > 1;
}

function withdrawnRefusals({ withdrawn, name }: Released): string[] {
  if (withdrawn === undefined) return [];
  const instead = withdrawn.instead === undefined ? "" : `; use ${withdrawn.instead}`;
  return [`${name} was withdrawn (${withdrawn.date}${instead}): ${withdrawn.reason}`];
}

function comparisonsBetween(from: Released, to: Released, releases: readonly Released[]): NonNullable<ReleaseFile["comparison"]>[] {
  return releases
    .filter(({ entry }) => entry.unit === to.entry.unit && number(entry) > number(from.entry) && number(entry) <= number(to.entry))
    .flatMap(({ entry: { comparison } }) => comparison ?? []);
}

function number({ version }: ReleaseFile): number {
  return stableNumber(version) ?? 0;
}
