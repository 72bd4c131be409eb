import type { FleetCluster, FleetReport } from "./fleet-report.ts";

/** Clusters that take a release at the same time. */
export interface Wave {
  wave: number;
  clusters: { namespace: string; name: string }[];
  /** Machines that are replaced in this wave. */
  machines: number;
}

/**
 * An order for taking a release step by step. The first wave has one Cluster of every kind of answer and class, the one with the fewest machines, so that whatever can go wrong
 * is seen once and early. The others follow by the machines they replace, those without any first; each wave replaces about twice as many as the one before. Clusters that are
 * refused or not known are in none. Pure.
 */
export function waves({ clusters, verdicts }: Pick<FleetReport, "clusters" | "verdicts">, count: number): Wave[] {
  const machinesOf = ({ verdict }: FleetCluster): number => verdicts[verdict]!.machines;
  const able = clusters.filter(({ verdict }) => ["rolls", "quiet"].includes(verdicts[verdict]!.state));
  const ordered = able.toSorted((a, b) => machinesOf(a) - machinesOf(b));
  const kinds = new Set<string>();
  const first = ordered.filter((cluster) => isFirst(kinds, `${cluster.class} ${kindOf(verdicts[cluster.verdict]!)}`));
  const canaries = new Set(first);
  const rest = ordered.filter((cluster) => !canaries.has(cluster));
  const parts = [first, ...shares(rest, machinesOf, Math.max(0, count - 1))].filter((part) => part.length > 0);
  return parts.map((part, index) => ({
    wave: index + 1,
    clusters: part.map(({ namespace, name }) => ({ namespace, name })),
    machines: part.reduce((sum, cluster) => sum + machinesOf(cluster), 0),
  }));
}

function isFirst(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

/** Which groups are replaced and why, whatever their size. */
function kindOf({ rolls }: FleetReport["verdicts"][number]): string {
  return JSON.stringify(rolls.map(({ machines, reasons }) => [machines, reasons]));
}

/** Parts of a list, each with about twice the machines of the one before; a Cluster counts as one machine at least. */
function shares(clusters: readonly FleetCluster[], machinesOf: (cluster: FleetCluster) => number, count: number): FleetCluster[][] {
  if (count === 0) return [[...clusters]];
  const weight = (cluster: FleetCluster) => 1 + machinesOf(cluster);
  const total = clusters.reduce((sum, cluster) => sum + weight(cluster), 0);
  const parts = Array.from({ length: count }, (): FleetCluster[] => []);
  let before = 0;
  for (const cluster of clusters) {
    const place = Math.floor(Math.log2(1 + (before / total) * (2 ** count - 1)));
    parts[Math.min(place, count - 1)]!.push(cluster);
    before += weight(cluster);
  }
  return parts;
}
