import type { FieldError } from "../../api/errors.ts";
import { compareReleases, formatVersion, parseTolerantVersion, type Version } from "../primitives/versions.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { ClusterRuleInput } from "./input.ts";

const file = "core/webhooks/admission/cluster.go";
const source = clusterApi(file, "validateTopologyVersionUpdate");
const field = "spec.topology.version";
const skipVersionChecks = "unsafe.topology.cluster.x-k8s.io/disable-update-version-check";
const pendingHooks = "runtime.cluster.x-k8s.io/pending-hooks";

/** What may change in a Cluster that exists. The first rule that refuses a version ends the checks of the version. */
export const clusterUpdateRules: readonly Rule<ClusterRuleInput>[] = [
  { id: "CL-U01", title: "The version does not go down", source, check: (input) => forVersionChange(input, checkOrder) },
  {
    id: "CL-U02",
    title: "The version goes up by at most one minor, unless the class plans upgrades",
    source,
    check: (input) => forVersionChange(input, checkStep),
  },
  {
    id: "CL-U03",
    title: "The version stays while the hook AfterClusterUpgrade is pending",
    source,
    check: (input) => forVersionChange(input, checkHook),
  },
];

/** The class changes for a Cluster that has none yet: allowed only with an annotation, and the other update rules do not apply then. */
export const adoptTopologyRule: Rule<ClusterRuleInput> = {
  id: "CL-U04",
  title: "A Cluster without a topology does not get one later",
  source: clusterApi(file, "validateTopology"),
  check: ({ old, metadata }) => {
    if (!old || old.spec.topology?.classRef.name) return [];
    const allowed = metadata.annotations?.["unsafe.topology.cluster.x-k8s.io/disable-update-class-name-check"] !== undefined;
    return allowed ? [] : [{ field: "spec.topology.class", message: "classRef cannot be set on an existing Cluster" }];
  },
};

/** True if the version of an existing Cluster changes: then its running state decides, too, which is not known offline. */
export function versionChanges(input: ClusterRuleInput): boolean {
  const versions = versionsOf(input);
  return versions !== undefined && formatVersion(versions.before) !== formatVersion(versions.after);
}

/** What an update does not check because an annotation says so. */
export function skippedChecks({ old, metadata }: ClusterRuleInput): string[] {
  const skipped = old?.spec.topology && metadata.annotations?.[skipVersionChecks] !== undefined;
  return skipped ? [`Cluster: the change of the version is not checked, as the annotation ${skipVersionChecks} asks`] : [];
}

type VersionCheck = (before: Version, after: Version, input: ClusterRuleInput) => FieldError[];

function forVersionChange(input: ClusterRuleInput, check: VersionCheck): FieldError[] {
  const versions = versionsOf(input);
  return versions && versionChanges(input) ? check(versions.before, versions.after, input) : [];
}

function versionsOf({ old, topology, metadata }: ClusterRuleInput): { before: Version; after: Version } | undefined {
  if (!old?.spec.topology || metadata.annotations?.[skipVersionChecks] !== undefined) return undefined;
  const [before, after] = [parseTolerantVersion(old.spec.topology.version), parseTolerantVersion(topology.version)];
  return before && after && { before, after };
}

function checkOrder(before: Version, after: Version): FieldError[] {
  if (compareReleases(after, before) >= 0) return [];
  return [{ field, message: `the version goes down from ${formatVersion(before)} to ${formatVersion(after)}` }];
}

function checkStep(before: Version, after: Version, { clusterClass }: ClusterRuleInput): FieldError[] {
  const plansUpgrades = (clusterClass.kubernetesVersions ?? []).length > 0 || clusterClass.upgrade?.external?.generateUpgradePlanExtension;
  const ceiling: Version = { ...before, minor: before.minor + 2n, patch: 0n, pre: [], build: [] };
  if (plansUpgrades || compareReleases(after, ceiling) < 0) return [];
  return [
    { field, message: `the version skips a minor, from ${formatVersion(before)} to ${formatVersion(after)}; upgrade one minor at a time` },
  ];
}

function checkHook(_before: Version, _after: Version, { metadata }: ClusterRuleInput): FieldError[] {
  const pending = (metadata.annotations?.[pendingHooks] ?? "").split(",");
  return pending.includes("AfterClusterUpgrade")
    ? [{ field, message: "the previous upgrade still waits for the hook AfterClusterUpgrade" }]
    : [];
}
