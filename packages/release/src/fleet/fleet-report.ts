import type { FleetVerdict } from "./fleet-verdict.ts";

/** One Cluster of a fleet and what a release does to it; `verdict` is a position in the report's verdicts. */
export interface FleetCluster {
  namespace: string;
  name: string;
  class: string;
  version: string;
  verdict: number;
}

/** Clusters that use one class now. */
export interface FleetClassTotals {
  class: string;
  clusters: number;
  refused: number;
  rolls: number;
  quiet: number;
  unknown: number;
  /** Machines that are replaced. */
  machines: number;
}

/** What a release does to the Clusters of a management cluster. */
export interface FleetReport {
  to: { class: string; kubernetes: string | null };
  totals: Omit<FleetClassTotals, "class">;
  classes: FleetClassTotals[];
  /** Clusters that the release is not for, by class, and Clusters without a topology under an empty name. */
  others: Record<string, number>;
  /** Every answer once; Clusters name theirs by its position. */
  verdicts: (FleetVerdict & { clusters: number })[];
  clusters: FleetCluster[];
}

/** Collects answers about Clusters: each different one is kept once. */
export class FleetCollector {
  readonly #verdicts: (FleetVerdict & { clusters: number })[] = [];
  readonly #known = new Map<string, number>();
  readonly #clusters: FleetCluster[] = [];
  readonly #others = new Map<string, number>();

  /** Takes an answer; the number of equal ones is the same. */
  verdict(found: FleetVerdict): number {
    const text = JSON.stringify(found);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#known.set(text, this.#verdicts.length);
    return this.#verdicts.push({ ...found, clusters: 0 }) - 1;
  }

  add(cluster: FleetCluster): void {
    this.#clusters.push(cluster);
    this.#verdicts[cluster.verdict]!.clusters++;
  }

  /** Takes a Cluster that the release is not for. */
  skip(className: string): void {
    this.#others.set(className, (this.#others.get(className) ?? 0) + 1);
  }

  report(to: FleetReport["to"]): FleetReport {
    const byName = (a: FleetCluster, b: FleetCluster) => compare(a.namespace, b.namespace) || compare(a.name, b.name);
    const clusters = this.#clusters.toSorted(byName);
    const { all, byClass } = totals(clusters, this.#verdicts);
    return {
      to,
      totals: all,
      classes: [...byClass].map(([name, sum]) => ({ class: name, ...sum })).sort((a, b) => compare(a.class, b.class)),
      others: Object.fromEntries([...this.#others].sort(([a], [b]) => compare(a, b))),
      verdicts: this.#verdicts,
      clusters,
    };
  }
}

/** One report of several over different Clusters, as shards make them; all must be about one release. */
export function mergedReports(reports: readonly FleetReport[]): FleetReport | undefined {
  const [first] = reports;
  if (first === undefined || reports.some(({ to }) => to.class !== first.to.class)) return undefined;
  const collector = new FleetCollector();
  for (const { verdicts, clusters, others } of reports) {
    const positions = verdicts.map(({ clusters: _, ...verdict }) => collector.verdict(verdict));
    for (const cluster of clusters) collector.add({ ...cluster, verdict: positions[cluster.verdict]! });
    for (const [name, count] of Object.entries(others)) for (let index = 0; index < count; index++) collector.skip(name);
  }
  return collector.report(first.to);
}

type Totals = FleetReport["totals"];

function totals(clusters: readonly FleetCluster[], verdicts: readonly FleetVerdict[]): { all: Totals; byClass: Map<string, Totals> } {
  const none = (): Totals => ({ clusters: 0, refused: 0, rolls: 0, quiet: 0, unknown: 0, machines: 0 });
  const all = none();
  const byClass = new Map<string, Totals>();
  for (const cluster of clusters) {
    const own = byClass.get(cluster.class) ?? none();
    byClass.set(cluster.class, own);
    const { state, machines } = verdicts[cluster.verdict]!;
    for (const sum of [all, own]) {
      sum.clusters++;
      sum[state]++;
      sum.machines += machines;
    }
  }
  return { all, byClass };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
