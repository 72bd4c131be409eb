import {
  type ClassDifference,
  type ClassVariable,
  type ClusterDifference,
  clusterClassSpec,
  defaultVariables,
  diffClasses,
  type EvaluationInput,
  type FeatureGates,
  type JudgeChanges,
  type KubernetesObject,
  nameOf,
  namespaceOf,
  type Plan,
  type PlanOptions,
  planCluster,
  withClassReference,
  withVariables,
} from "@cstack/clusterclass";
import { type AddonStep, addonSteps, shippedAddons, type Unit } from "@cstack/generator";

/** What differs between two units beside their classes. */
export interface UnitDifference {
  kubernetes: { old: string; new: string };
  addons: AddonStep[];
}

/** Compares the facts of two units. */
export function unitDifference(before: Unit, after: Unit): UnitDifference {
  return {
    kubernetes: { old: `v${before.kubernetes.version}`, new: `v${after.kubernetes.version}` },
    addons: addonSteps(shippedAddons(before), shippedAddons(after)),
  };
}

/** A change of the Kubernetes version that goes with the change of the class. */
export interface VersionChange {
  old: string;
  new: string;
}

/**
 * Compares two classes over the Clusters of the old one. With a change of version, Clusters that have the old one move to the new version
 * together with the class, as an upgrade between two minors of a stack does.
 */
export function compareForClusters(
  before: EvaluationInput,
  after: EvaluationInput,
  version: VersionChange | undefined,
  featureGates: Partial<FeatureGates>,
  judge?: JudgeChanges,
): ClassDifference {
  const difference = diffClasses(before, after, before.clusters, featureGates, judge);
  if (version === undefined || version.old === version.new || difference.errors.length > 0) return difference;
  const clusters = before.clusters.map((cluster, index) =>
    versionOf(cluster) === version.old ? moved(cluster, before, after, version, { featureGates, judge }) : difference.clusters[index]!,
  );
  return { ...difference, clusters };
}

type MoveOptions = Required<Pick<PlanOptions, "featureGates">> & Pick<PlanOptions, "judge">;

function moved(
  cluster: KubernetesObject,
  before: EvaluationInput,
  after: EvaluationInput,
  version: VersionChange,
  options: MoveOptions,
): ClusterDifference {
  const { errors, unknown, rollout } = planMove(cluster, before, after, version, options);
  return { cluster: nameOf(cluster), errors, unknown, ...(rollout === undefined ? {} : { rollout }) };
}

/** What a Cluster becomes that moves to another class and another version at once, with the values that it has now. */
export function planMove(
  cluster: KubernetesObject,
  before: EvaluationInput,
  after: EvaluationInput,
  version: VersionChange,
  options: MoveOptions,
): Plan {
  const target = targetOf(cluster, before, after, version);
  return planCluster({ ...after, clusters: [target] }, { ...options, from: { class: before, cluster } });
}

/** The Cluster as somebody applies it to move it: another class, another version if it has the old one, and the values that it has now. */
function targetOf(cluster: KubernetesObject, before: EvaluationInput, after: EvaluationInput, version: VersionChange): KubernetesObject {
  const stored = defaultVariables(before.clusterClass, cluster).variables;
  const known = new Set((clusterClassSpec(after.clusterClass).variables ?? []).map((variable: ClassVariable) => variable.name));
  const kept = Object.fromEntries(Object.entries(stored).filter(([name]) => known.has(name)));
  const reference = { name: nameOf(after.clusterClass), namespace: namespaceOf(after.clusterClass) };
  const fields = versionOf(cluster) === version.old ? { version: version.new } : {};
  return withVariables(withClassReference(cluster, reference, fields), kept);
}

function versionOf({ spec }: KubernetesObject): unknown {
  const topology = spec?.["topology"];
  return typeof topology === "object" && topology !== null && "version" in topology ? topology["version"] : undefined;
}
