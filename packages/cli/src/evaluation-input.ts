import {
  classReferenceOf,
  type EvaluationInput,
  type KubernetesObject,
  nameOf,
  namespaceOf,
  readEvaluationInput,
  withNamespace,
} from "@cstack/clusterclass";
import { usageFailure } from "./failure.ts";
import type { Manifests, PlacedError } from "./manifests.ts";

/** What the engine works with; `input` is there if there are no errors. */
export interface InputResult {
  input?: EvaluationInput;
  errors: PlacedError[];
}

/**
 * The class of a source with its templates, Clusters, and objects that stand beside the Clusters. A class without a namespace is in the one
 * where the last Cluster looks for it, because whoever installs a bundle chooses it.
 */
export function inputOf(source: Manifests, clusters: readonly KubernetesObject[], beside: readonly KubernetesObject[] = []): InputResult {
  const target = clusters.at(-1);
  const namespace = target === undefined ? "default" : (classReferenceOf(target)?.namespace ?? namespaceOf(target));
  const ofClass = [pickClass(source, clusters), ...source.others, ...beside].map((object) => withNamespace(object, namespace));
  const { input, errors } = readEvaluationInput([...ofClass, ...clusters]);
  return { ...(input === undefined ? {} : { input }), errors: errors.map((error) => ({ ...error, file: source.file })) };
}

/** The only class of a source, or the one that a Cluster names, the last Cluster first. */
export function pickClass({ classes, file }: Manifests, clusters: readonly KubernetesObject[]): KubernetesObject {
  const [only, ...others] = classes;
  if (only === undefined) throw usageFailure(`${file} holds no ClusterClass.`);
  if (others.length === 0) return only;
  const wanted = clusters.map((cluster) => classReferenceOf(cluster)?.name).filter((name) => name !== undefined);
  const found = wanted.toReversed().flatMap((name) => classes.filter((candidate) => nameOf(candidate) === name));
  if (found[0] !== undefined) return found[0];
  const named = wanted.length === 0 ? "no Cluster says which" : `the Cluster names ${wanted.join(", ")}`;
  throw usageFailure(`${file} holds the ClusterClasses ${classes.map(nameOf).join(", ")}, and ${named}.`);
}

/** Standard input can stand for one file only. */
export function refuseOneStreamTwice(names: readonly (string | undefined)[]): void {
  if (names.filter((name) => name === "-").length > 1) throw usageFailure("Standard input can be read once; name files for the others.");
}
