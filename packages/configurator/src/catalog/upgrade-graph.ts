import type { IndexedUnit } from "../catalog-data.ts";

/** A version of a unit in the picture; places count from 0. */
export interface GraphNode {
  unit: string;
  version: string;
  /** Product line, `openstack-scs`. */
  line: string;
  column: number;
  row: number;
  kind: "released" | "candidate" | "withdrawn";
}

export interface UpgradeGraph {
  nodes: GraphNode[];
  /** Positions in `nodes`. */
  steps: { from: number; to: number }[];
  /** Kubernetes minors, a column each. */
  minors: string[];
  /** Product lines with the first row of each and how many there are. */
  lines: { name: string; row: number; rows: number }[];
}

/** The versions of all units as a picture: a column for each minor, a band for each product line, the newest version on top, and the steps between them. */
export function upgradeGraph(units: readonly IndexedUnit[]): UpgradeGraph {
  const minors = [...new Set(units.map(({ minor }) => minor))].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const names = [...new Set(units.map(lineOf))].sort();
  const lines: UpgradeGraph["lines"] = [];
  const nodes: GraphNode[] = [];
  for (const name of names) {
    const own = units.filter((unit) => lineOf(unit) === name);
    const row = lines.reduce((sum, { rows }) => sum + rows, 0);
    lines.push({ name, row, rows: Math.max(1, ...own.map((unit) => versionsOf(unit).length)) });
    for (const unit of own) nodes.push(...nodesOf(unit, name, minors.indexOf(unit.minor), row));
  }
  return { nodes, steps: stepsBetween(units, nodes), minors, lines };
}

function lineOf({ provider, stack }: IndexedUnit): string {
  return `${provider}-${stack}`;
}

/** Versions that were released, and the candidate before them. */
function versionsOf({ releases, candidate }: IndexedUnit): string[] {
  const released = releases.map(({ version }) => version);
  return candidate === undefined || released.includes(candidate) ? released : [candidate, ...released];
}

function nodesOf(unit: IndexedUnit, line: string, column: number, firstRow: number): GraphNode[] {
  return versionsOf(unit).map((version, index) => ({
    unit: unit.unit,
    version,
    line,
    column,
    row: firstRow + index,
    kind: kindOf(unit, version),
  }));
}

function kindOf({ releases }: IndexedUnit, version: string): GraphNode["kind"] {
  const release = releases.find((candidate) => candidate.version === version);
  if (release === undefined) return "candidate";
  return release.withdrawn === undefined ? "released" : "withdrawn";
}

function stepsBetween(units: readonly IndexedUnit[], nodes: readonly GraphNode[]): UpgradeGraph["steps"] {
  const places = new Map<string, number>();
  for (const { unit, releases } of units) {
    for (const { release, version } of releases)
      places.set(
        release,
        nodes.findIndex((node) => node.unit === unit && node.version === version),
      );
  }
  return units.flatMap(({ releases }) =>
    releases.flatMap(({ release, upgrades }) =>
      upgrades.flatMap((to) => {
        const step = { from: places.get(release) ?? -1, to: places.get(to) ?? -1 };
        return step.from < 0 || step.to < 0 ? [] : [step];
      }),
    ),
  );
}
