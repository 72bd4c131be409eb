import type { StageError, Unknown } from "../api/errors.ts";
import type { EvaluationInput, KubernetesObject } from "../api/objects.ts";
import { parseDocuments, readEvaluationInput } from "../input/index.ts";
import type { FeatureGates } from "../rules/index.ts";
import { type ClassDifference, diffClasses } from "./diff-classes.ts";
import { type PlanOptions, planCluster } from "./plan-cluster.ts";
import type { Plan } from "./plan-result.ts";

/**
 * Plans what is in a YAML text: a ClusterClass with its templates and a Cluster, or two Clusters with the one before first. What cannot be
 * read is an error of the stage `input`.
 */
export function planDocuments(text: string, options: PlanOptions = {}): Plan {
  const { documents, errors, unknown } = parseDocuments(text);
  if (errors.length > 0) return refused(errors, unknown);
  const read = readEvaluationInput(documents);
  if (read.input === undefined) return refused(read.errors, unknown);
  const { clusters, converted } = read.input;
  if (clusters.length < 1 || clusters.length > 2) return refused([wrongClusters(clusters.length)], unknown);
  const plan = planCluster(read.input, options);
  return { ...plan, warnings: [...converted, ...plan.warnings], unknown: [...unknown, ...plan.unknown] };
}

/** Compares two ClusterClasses in a YAML text, the old one first, over the Clusters and with the templates in it. */
export function diffDocuments(text: string, featureGates: Partial<FeatureGates> = {}): ClassDifference {
  const { documents, errors } = parseDocuments(text);
  if (errors.length > 0) return noDifference(errors);
  const classes = documents.filter(isClass);
  if (classes.length !== 2)
    return noDifference([inputError(`there are ${classes.length} ClusterClasses; two are needed, the old one first`)]);
  const others = documents.filter((document) => !isClass(document));
  const [before, after] = classes.map((clusterClass) => readEvaluationInput([clusterClass, ...others])) as [Read, Read];
  if (before.input === undefined || after.input === undefined) return noDifference([...before.errors, ...after.errors]);
  return diffClasses(before.input, after.input, before.input.clusters, featureGates);
}

interface Read {
  input?: EvaluationInput;
  errors: StageError[];
}

function isClass({ apiVersion, kind }: KubernetesObject): boolean {
  return kind === "ClusterClass" && String(apiVersion).startsWith("cluster.x-k8s.io/");
}

function refused(errors: StageError[], unknown: Unknown[]): Plan {
  return { errors, warnings: [], objects: [], variables: null, overrides: {}, unknown };
}

function noDifference(errors: StageError[]): ClassDifference {
  return { errors, update: [], rebase: [], variables: [], clusters: [] };
}

function wrongClusters(count: number): StageError {
  return inputError(`there are ${count} Clusters; one is needed, or two: the one before first`);
}

function inputError(message: string): StageError {
  return { stage: "input", layer: "", field: "", message };
}
