import { createHash } from "node:crypto";
import {
  classReferenceOf,
  clusterSpec,
  type EvaluationInput,
  type FeatureGates,
  type KubernetesObject,
  nameOf,
  namespaceOf,
  readCluster,
} from "@cstack/clusterclass";
import {
  ClassStore,
  canonicalCluster,
  type FleetCluster,
  FleetCollector,
  type FleetReport,
  type FleetTarget,
  type FleetVerdict,
  type IdentityReads,
  identityReads,
  isMeant,
  type StoredClass,
  tooFar,
  unplanned,
} from "@cstack/release";
import type { FleetPlan } from "./fleet-planner.ts";
import { PlanningPool } from "./planning-pool.ts";
import type { ExportPart } from "./read-export.ts";

/** Where the objects of a fleet come from; Clusters are asked for once, after everything else. */
export type FleetSource = (part: ExportPart) => AsyncIterable<KubernetesObject>;

/** A part of a fleet: the Clusters whose number, made of their names, is `index` of `count`. */
export interface Shard {
  index: number;
  count: number;
}

export interface FleetRequest {
  target: FleetTarget;
  input: EvaluationInput;
  facts: FleetPlan["facts"];
  featureGates: Partial<FeatureGates>;
  shard: Shard | undefined;
}

/** Plans every Cluster of a source that a release is for; equal ones are planned once. */
export async function diffFleet(source: FleetSource, request: FleetRequest): Promise<FleetReport> {
  const store = new ClassStore();
  for await (const object of source("others")) store.add(object);
  const fleet = new Fleet(store, request);
  try {
    for await (const cluster of source("clusters")) await fleet.take(cluster);
    return await fleet.finish();
  } finally {
    await fleet.close();
  }
}

/** Clusters that are equal for their plan; once it is known, those that come later have it at once. */
interface Equals {
  verdict?: number;
  waiting: Omit<FleetCluster, "verdict">[];
}

class Fleet {
  readonly #store: ClassStore;
  readonly #request: FleetRequest;
  readonly #collector = new FleetCollector();
  readonly #equals = new Map<string, Equals>();
  readonly #jobs: Equals[] = [];
  readonly #reads = new Map<string, IdentityReads>();
  readonly #pool: PlanningPool;

  constructor(store: ClassStore, request: FleetRequest) {
    const { input, facts, featureGates, target } = request;
    this.#store = store;
    this.#request = request;
    this.#pool = new PlanningPool({ after: input, version: target.version, featureGates, facts }, (id, verdict) =>
      this.#answered(this.#jobs[id]!, verdict),
    );
  }

  async take(found: KubernetesObject): Promise<void> {
    const { target, shard } = this.#request;
    if (shard !== undefined && numberOf(found) % shard.count !== shard.index) return;
    const { cluster, errors } = readCluster(found);
    const reference = classReferenceOf(cluster ?? found);
    if (reference === undefined || !isMeant(reference.name, target)) {
      this.#collector.skip(reference?.name ?? "");
      return;
    }
    const version = clusterSpec(cluster ?? found).topology?.version ?? "";
    const named = { namespace: namespaceOf(found), name: nameOf(found), class: reference.name, version };
    if (cluster === undefined) return this.#known(named, unplanned("unknown", errors[0]?.message ?? "it cannot be read"));
    const far = tooFar(version, target);
    if (far !== undefined) return this.#known(named, unplanned("refused", far));
    const before = this.#store.find(reference);
    if ("reason" in before) this.#known(named, unplanned("unknown", before.reason));
    else await this.#plan(named, cluster, before);
  }

  async finish(): Promise<FleetReport> {
    await this.#pool.finish();
    const { className, version } = this.#request.target;
    return this.#collector.report({ class: className, kubernetes: version ?? null });
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #plan(named: Omit<FleetCluster, "verdict">, cluster: KubernetesObject, { id, input }: StoredClass): Promise<void> {
    const plain = canonicalCluster(cluster, named.class, this.#readsOf(id, input));
    const key = createHash("sha256")
      .update(`${id}\0${JSON.stringify(plain)}`)
      .digest("base64url");
    const known = this.#equals.get(key);
    if (known?.verdict !== undefined) this.#collector.add({ ...named, verdict: known.verdict });
    else if (known !== undefined) known.waiting.push(named);
    else {
      const equals: Equals = { waiting: [named] };
      this.#equals.set(key, equals);
      const job = this.#jobs.push(equals) - 1;
      await this.#pool.add({ id: job, classId: id, cluster: plain, version: named.version }, input);
    }
  }

  #readsOf(id: string, { clusterClass }: EvaluationInput): IdentityReads {
    const known = this.#reads.get(id) ?? identityReads([clusterClass, this.#request.input.clusterClass]);
    this.#reads.set(id, known);
    return known;
  }

  #answered(equals: Equals, verdict: FleetVerdict): void {
    const position = this.#collector.verdict(verdict);
    equals.verdict = position;
    for (const named of equals.waiting) this.#collector.add({ ...named, verdict: position });
    equals.waiting = [];
  }

  #known(named: Omit<FleetCluster, "verdict">, verdict: FleetVerdict): void {
    this.#collector.add({ ...named, verdict: this.#collector.verdict(verdict) });
  }
}

/** The same for a Cluster wherever it is counted. */
function numberOf(cluster: KubernetesObject): number {
  return createHash("sha256")
    .update(`${namespaceOf(cluster)}/${nameOf(cluster)}`)
    .digest()
    .readUInt32BE(0);
}
