import { type EvaluationInput, type KubernetesObject, readEvaluationInput } from "@cstack/clusterclass";
import { classReferenceOf, nameOf, namespaceOf, withNamespace } from "./class-reference.ts";
import { type ClassSource, readClassSource } from "./class-source.ts";
import { usageFailure } from "./failure.ts";
import { type PlacedError, readManifests } from "./manifests.ts";

/** Two classes and the Clusters that the comparison looks at; `inputs` is there if everything could be read. */
export interface DiffSources {
  before: ClassSource;
  after: ClassSource;
  inputs?: { before: EvaluationInput; after: EvaluationInput };
  errors: PlacedError[];
  /** What may be the cause of errors, for people. */
  hints: string[];
}

/** Reads both classes. Without files of Clusters those that come with the old class are looked at: the sample of a unit or a bundle. */
export function readDiffSources(older: string, newer: string, files: readonly string[], root: string | undefined): DiffSources {
  if ([older, newer, ...files].filter((name) => name === "-").length > 1) {
    throw usageFailure("Standard input can be read once; name files for the others.");
  }
  const given = files.map(readManifests);
  for (const { clusters, file, errors } of given) {
    if (clusters.length === 0 && errors.length === 0) throw usageFailure(`${file} holds no Cluster.`);
  }
  const named = given.flatMap(({ clusters }) => clusters);
  const [before, after] = [older, newer].map((name) => readClassSource(name, { root, clusters: named })) as [ClassSource, ClassSource];
  const unread = [before, after, ...given].flatMap(({ errors }) => errors);
  const hints = [...new Set([before, after, ...given].flatMap((manifests) => manifests.hints))];
  if (unread.length > 0) return { before, after, errors: unread, hints };
  const clusters = files.length === 0 ? before.clusters : named;
  const others = given.flatMap((manifests) => manifests.others);
  const [old, next] = [before, after].map((source) => inputOf(source, clusters, others)) as [Read, Read];
  if (old.input === undefined || next.input === undefined) {
    const errors = [...old.errors.map(placedIn(before)), ...next.errors.map(placedIn(after))];
    return { before, after, errors, hints };
  }
  return { before, after, inputs: { before: old.input, after: next.input }, errors: [], hints };
}

type Read = ReturnType<typeof readEvaluationInput>;

function placedIn({ file }: ClassSource): (error: Read["errors"][number]) => PlacedError {
  return (error) => ({ ...error, file });
}

function inputOf(source: ClassSource, clusters: readonly KubernetesObject[], others: readonly KubernetesObject[]): Read {
  const [first] = clusters;
  const namespace = first === undefined ? "default" : (classReferenceOf(first)?.namespace ?? namespaceOf(first));
  const ofClass = [classOf(source, clusters), ...source.others, ...others].map((object) => withNamespace(object, namespace));
  return readEvaluationInput([...ofClass, ...clusters]);
}

/** The only class of a file, or the one that a Cluster names. */
function classOf({ classes, file }: ClassSource, clusters: readonly KubernetesObject[]): KubernetesObject {
  const [only, ...others] = classes;
  if (only === undefined) throw usageFailure(`${file} holds no ClusterClass.`);
  if (others.length === 0) return only;
  const wanted = clusters.map((cluster) => classReferenceOf(cluster)?.name);
  const found = classes.find((candidate) => wanted.includes(nameOf(candidate)));
  if (found !== undefined) return found;
  throw usageFailure(`${file} holds the ClusterClasses ${classes.map(nameOf).join(", ")}; one is compared.`);
}
