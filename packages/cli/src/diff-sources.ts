import type { EvaluationInput } from "@cstack/clusterclass";
import { type ClassSource, readClassSource } from "./class-source.ts";
import { inputOf, refuseOneStreamTwice } from "./evaluation-input.ts";
import { usageFailure } from "./failure.ts";
import type { FetchedBundles } from "./fetched-bundles.ts";
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

/** What a comparison is asked about, as the command line names it. */
export interface DiffRequest {
  older: string;
  newer: string;
  /** Files with Clusters. */
  clusters: readonly string[];
  root: string | undefined;
  /** Those of the classes that are in a registry. */
  fetched: FetchedBundles;
}

/** Reads both classes. Without files of Clusters those that come with the old class are looked at: the sample of a unit or a bundle. */
export function readDiffSources({ older, newer, clusters: files, root, fetched }: DiffRequest): DiffSources {
  refuseOneStreamTwice([older, newer, ...files]);
  const given = files.map(readManifests);
  for (const { clusters, file, errors } of given) {
    if (clusters.length === 0 && errors.length === 0) throw usageFailure(`${file} holds no Cluster.`);
  }
  const named = given.flatMap(({ clusters }) => clusters);
  const [before, after] = [older, newer].map((name) => readClassSource(name, { root, fetched, clusters: named })) as [
    ClassSource,
    ClassSource,
  ];
  const unread = [before, after, ...given].flatMap(({ errors }) => errors);
  const hints = [...new Set([before, after, ...given].flatMap((manifests) => manifests.hints))];
  if (unread.length > 0) return { before, after, errors: unread, hints };
  const clusters = files.length === 0 ? before.clusters : named;
  const others = given.flatMap((manifests) => manifests.others);
  const [old, next] = [inputOf(before, clusters, others), inputOf(after, clusters, others)];
  if (old.input === undefined || next.input === undefined) {
    return { before, after, errors: [...old.errors, ...next.errors], hints };
  }
  return { before, after, inputs: { before: old.input, after: next.input }, errors: [], hints };
}
