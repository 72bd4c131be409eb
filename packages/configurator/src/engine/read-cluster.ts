import {
  classReferenceOf,
  type EvaluationInput,
  type KubernetesObject,
  namespaceOf,
  parseDocuments,
  readEvaluationInput,
  type StageError,
  type Unknown,
} from "@cstack/clusterclass";
import type { OpenUnit } from "./open-unit.ts";

/** The one Cluster of a text, as the API server would read it; `cluster` is there if there are no errors. */
export interface ReadCluster {
  cluster?: KubernetesObject;
  /** What else stands in the text. */
  others: KubernetesObject[];
  errors: StageError[];
  unknown: Unknown[];
}

/** Finds the Cluster in a text; what else stands there (Secrets, ConfigMaps) is for kubectl. */
export function readCluster(text: string): ReadCluster {
  const { documents, errors, unknown } = parseDocuments(text);
  if (errors.length > 0) return { others: [], errors, unknown };
  const clusters = documents.filter(({ kind, apiVersion }) => kind === "Cluster" && String(apiVersion).startsWith("cluster.x-k8s.io/"));
  const others = documents.filter((object) => !clusters.includes(object));
  const [cluster] = clusters;
  if (cluster === undefined || clusters.length > 1) return { others, errors: [wrongCount(clusters.length)], unknown };
  return { cluster, others, errors, unknown };
}

function wrongCount(count: number): StageError {
  return { stage: "input", layer: "", field: "", message: `there are ${count} Clusters; one is needed` };
}

/** What the engine evaluates: a class where the Cluster looks for it, and the Cluster in the shape that the engine works with. */
export function inputOf(unit: OpenUnit, cluster: KubernetesObject): EvaluationInput | StageError[] {
  const ofClass = unit.classIn(classReferenceOf(cluster)?.namespace ?? namespaceOf(cluster));
  if (Array.isArray(ofClass)) return ofClass;
  const { input, errors } = readEvaluationInput([ofClass.clusterClass, cluster]);
  return input === undefined ? errors : { ...input, ...ofClass };
}
