import { clusterClassSpec } from "../api/cluster-class.ts";
import type { StageError } from "../api/errors.ts";
import { type EvaluationInput, type KubernetesObject, nameOf } from "../api/objects.ts";
import {
  type AdmissionOptions,
  admitClass,
  admitCluster,
  compareClasses,
  compareForRebase,
  type FeatureGates,
  type RebaseError,
} from "../rules/index.ts";
import { withClass } from "./cluster-moves.ts";
import { type JudgeChanges, type PlanOptions, planCluster } from "./plan-cluster.ts";
import type { Plan } from "./plan-result.ts";
import type { RolloutPlan } from "./rollout-plan.ts";
import { type VariableChange, variableChanges } from "./variable-compatibility.ts";

/** A class with its templates. */
export interface ClassWithTemplates extends Pick<EvaluationInput, "clusterClass" | "templates"> {
  crds?: KubernetesObject[];
}

/** What a Cluster becomes when it moves to the new class. */
export interface ClusterDifference {
  cluster: string;
  errors: Plan["errors"];
  unknown: Plan["unknown"];
  /** Absent if the Cluster is refused. */
  rollout?: RolloutPlan;
}

/** The first three fields have the shape and the meaning of `plan-oracle compat`. */
export interface ClassDifference {
  /** The old class or a Cluster is not valid itself. */
  errors: StageError[];
  /** Why the new class cannot take the place of the old one under the same name. */
  update: StageError[];
  /** Why Clusters cannot move from the old class to the new one. */
  rebase: RebaseError[];
  variables: VariableChange[];
  clusters: ClusterDifference[];
}

/**
 * Compares two classes: may the new one replace the old one, may the Clusters move to it, what rolls in each of them, and which variables
 * changed for whom. Clusters are given as they are under the old class; their values stay as they are, defaults of then included.
 */
export function diffClasses(
  before: ClassWithTemplates,
  after: ClassWithTemplates,
  clusters: readonly KubernetesObject[] = [],
  featureGates: Partial<FeatureGates> = {},
  judge?: JudgeChanges,
): ClassDifference {
  const options = { featureGates };
  const { errors, update } = compareClasses(before.clusterClass, after.clusterClass, clusters, options);
  const { rebase } = compareForRebase(before.clusterClass, after.clusterClass, clusters, options);
  return {
    errors,
    update,
    rebase,
    variables: changedVariables(before.clusterClass, after.clusterClass, clusters, options),
    clusters: errors.length > 0 ? [] : clusters.map((cluster) => clusterDifference(before, after, cluster, { featureGates, judge })),
  };
}

/** Changes of variables between two classes that are valid, and the Clusters that are valid under the old one. */
function changedVariables(
  before: KubernetesObject,
  after: KubernetesObject,
  clusters: readonly KubernetesObject[],
  options: AdmissionOptions,
): VariableChange[] {
  const [from, to] = [admitClass(before, options), admitClass(after, options)];
  if (from.errors.length + to.errors.length > 0) return [];
  const admitted = clusters.map((cluster) => admitCluster(cluster, from.object, options)).filter(({ errors }) => errors.length === 0);
  const [old, next] = [clusterClassSpec(from.object), clusterClassSpec(to.object)];
  return variableChanges(
    old.variables,
    next.variables,
    admitted.map(({ object }) => object),
  );
}

function clusterDifference(
  before: ClassWithTemplates,
  after: ClassWithTemplates,
  cluster: KubernetesObject,
  options: Pick<PlanOptions, "featureGates" | "judge">,
): ClusterDifference {
  const moved = inputOf(after, withClass(cluster, after.clusterClass));
  const plan = planCluster(moved, { ...options, from: { class: before } });
  const { errors, unknown, rollout } = plan;
  return { cluster: nameOf(cluster), errors, unknown, ...(rollout === undefined ? {} : { rollout }) };
}

function inputOf(ofClass: ClassWithTemplates, cluster: KubernetesObject): EvaluationInput {
  return { ...ofClass, crds: ofClass.crds ?? [], clusters: [cluster], converted: [] };
}
