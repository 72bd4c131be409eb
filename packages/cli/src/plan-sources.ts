import {
  classReferenceOf,
  type Evaluation,
  type EvaluationInput,
  type JudgeChanges,
  type Judgement,
  type KubernetesObject,
  nameOf,
  type PlanOptions,
  type Unknown,
  withClassReference,
} from "@cstack/clusterclass";
import { type AddonStep, addonSteps, shippedAddons } from "@cstack/generator";
import { type ClassSource, judgeFor, judgeObjectsFor, readClassSource } from "./class-source.ts";
import { inputOf, pickClass, refuseOneStreamTwice } from "./evaluation-input.ts";
import { usageFailure } from "./failure.ts";
import type { FetchedBundles } from "./fetched-bundles.ts";
import { type Manifests, type PlacedError, readManifests } from "./manifests.ts";

/** What a plan is asked about, as the command line names it. */
export interface PlanRequest {
  class?: string;
  cluster?: string;
  from?: string;
  fromCluster?: string;
  root?: string;
  /** Those of its classes that are in a registry. */
  fetched?: FetchedBundles;
}

/** What a plan is computed from; `input` is there if everything could be read. */
export interface PlanSources {
  input?: EvaluationInput;
  from?: NonNullable<PlanOptions["from"]>;
  errors: PlacedError[];
  unknown: Unknown[];
  /** What was assumed, for people. */
  notes: string[];
  /** What may be the cause of errors, for people. */
  hints: string[];
  judge?: JudgeChanges;
  /** Judges what Cluster API accepts and the provider does not; for units of the checkout. */
  judgeObjects?: ((evaluation: Evaluation) => Judgement) | undefined;
  /** Addons that change where the Cluster comes from another unit. */
  addons?: AddonStep[];
  /** Where class and Cluster come from, for messages. */
  files: { class: string; cluster: string };
}

/**
 * Reads class, Cluster and the state before. Without a Cluster the one that comes with the class is planned. A class without a namespace is in
 * the one where the Cluster looks for it, because whoever installs a bundle chooses it. A Cluster that still names the class before is moved.
 */
export function readPlanSources(request: PlanRequest): PlanSources {
  refuseOneStreamTwice([request.class, request.cluster, request.from, request.fromCluster]);
  const given = request.cluster === undefined ? undefined : readManifests(request.cluster);
  const earlier = request.fromCluster === undefined ? undefined : readManifests(request.fromCluster);
  const options = (clusters: readonly KubernetesObject[] = []) => ({ root: request.root, fetched: request.fetched, clusters });
  const after: ClassSource = request.class === undefined ? required(given) : readClassSource(request.class, options(given?.clusters));
  const before = request.from === undefined ? undefined : readClassSource(request.from, options((earlier ?? given)?.clusters));
  const files = { class: after.file, cluster: (given ?? after).file };
  const read = [after, before, given, earlier].filter((source) => source !== undefined);
  const hints = [...new Set(read.flatMap((source) => source.hints))];
  const found = { errors: uniqueErrors(read), unknown: read.flatMap(({ unknown }) => unknown), notes: [], hints, files };
  if (found.errors.length > 0) return found;
  const addons =
    before?.unit === undefined || after.unit === undefined
      ? {}
      : { addons: addonSteps(shippedAddons(before.unit), shippedAddons(after.unit)) };
  return {
    ...found,
    ...addons,
    judge: judgeFor(after, before),
    judgeObjects: judgeObjectsFor(after),
    ...assemble({ after, before, given, earlier }),
  };
}

interface Sources {
  after: ClassSource;
  before: ClassSource | undefined;
  given: Manifests | undefined;
  earlier: Manifests | undefined;
}

type Assembled = Pick<PlanSources, "errors" | "notes"> & Partial<Pick<PlanSources, "input" | "from">>;

function assemble({ after, before, given, earlier }: Sources): Assembled {
  const clusters = clustersToPlan({ after, before, given, earlier });
  const target = clusters.at(-1)!;
  const old = before === undefined ? undefined : pickClass(before, [earlier?.clusters.at(-1) ?? target]);
  const { cluster, notes } = moved(target, pickClass(after, [target]), old);
  const current = inputOf(after, [...clusters.slice(0, -1), cluster], given === after ? [] : given?.others);
  if (current.input === undefined) return { errors: current.errors, notes };
  const existing = earlier?.clusters.at(-1) ?? (given === undefined ? before?.clusters.at(-1) : undefined);
  if (before === undefined && existing === undefined) return { input: current.input, errors: [], notes };
  const state = inputOf(before ?? after, [existing ?? target], earlier?.others);
  if (state.input === undefined) return { errors: state.errors, notes };
  const { clusterClass, templates, clusters: states } = state.input;
  const from = {
    ...(before === undefined ? {} : { class: { clusterClass, templates } }),
    ...(existing === undefined ? {} : { cluster: states[0]! }),
  };
  return { input: current.input, from, errors: [], notes };
}

/** The Clusters of the input: one, or two in one file with the one before first. */
function clustersToPlan({ after, before, given, earlier }: Sources): KubernetesObject[] {
  const { clusters, file } = given ?? after;
  if (clusters.length === 0) throw usageFailure(`${file} holds no Cluster${given === undefined ? "; name one with --cluster" : ""}.`);
  const most = before === undefined && earlier === undefined ? 2 : 1;
  if (clusters.length > most) {
    throw usageFailure(
      `${file} holds ${clusters.length} Clusters; one is planned${most === 2 ? ", or two with the one before first" : ""}.`,
    );
  }
  if (earlier !== undefined && earlier.clusters.length !== 1) {
    throw usageFailure(`${earlier.file} holds ${earlier.clusters.length} Clusters; the one before is needed.`);
  }
  return clusters;
}

/** A Cluster that names the class before moves to the new one: that is what somebody asks who names both classes. */
function moved(
  cluster: KubernetesObject,
  target: KubernetesObject,
  old: KubernetesObject | undefined,
): { cluster: KubernetesObject; notes: string[] } {
  const reference = classReferenceOf(cluster);
  if (old === undefined || reference === undefined || reference.name === nameOf(target) || reference.name !== nameOf(old)) {
    return { cluster, notes: [] };
  }
  const name = nameOf(target);
  const note = `The Cluster names ${reference.name}; planned is its move to ${name}.`;
  return { cluster: withClassReference(cluster, { name, namespace: reference.namespace }), notes: [note] };
}

/** The errors of all sources, once each: class and Cluster may be one file. */
function uniqueErrors(sources: readonly Manifests[]): PlacedError[] {
  const errors = sources.flatMap((source) => source.errors);
  return errors.filter(
    (error, index) => errors.findIndex(({ file, message }) => file === error.file && message === error.message) === index,
  );
}

function required(given: Manifests | undefined): Manifests {
  if (given === undefined) throw usageFailure("Name a class with --class, a Cluster with --cluster, or both.");
  return given;
}
