import { type GraphNode, type UpgradeGraph, upgradeGraph } from "../../src/catalog/upgrade-graph.ts";
import type { CatalogIndex } from "../../src/catalog-data.ts";
import { routeText } from "../../src/share/route.ts";
import { useSay } from "../i18n/messages.ts";
import { fetchIndex, useLoaded } from "../load.ts";
import { LoadedPart } from "../loaded-part.tsx";

/** Which release leads to which, as a picture and as a list. */
export function UpgradesPage() {
  const say = useSay();
  const index = useLoaded("index", fetchIndex);
  return (
    <article class="unit">
      <h1>{say("upgrades")}</h1>
      <p class="note">{say("upgradesHelp")}</p>
      <LoadedPart of={index}>{(value) => <Graph index={value} />}</LoadedPart>
    </article>
  );
}

const column = 190;
const row = 56;
const left = 190;
const top = 40;
const box = { width: 120, height: 32 };

function Graph({ index }: { index: CatalogIndex }) {
  const say = useSay();
  const graph = upgradeGraph(index.units);
  const rows = graph.lines.reduce((sum, line) => sum + line.rows, 0);
  const size = { width: left + graph.minors.length * column, height: top + rows * row };
  return (
    <>
      {graph.steps.length === 0 && <p class="note">{say("noUpgrades")}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard */}
      <div class="table" tabIndex={0}>
        <svg class="graph" viewBox={`0 0 ${size.width} ${size.height}`} width={size.width} height={size.height}>
          <title>{say("upgrades")}</title>
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse">
              <path d="M0 0 8 4 0 8z" />
            </marker>
          </defs>
          <Grid graph={graph} width={size.width} />
          {graph.steps.map(({ from, to }) => (
            <path key={`${from} ${to}`} class="step" d={curve(graph.nodes[from]!, graph.nodes[to]!)} marker-end="url(#arrow)" />
          ))}
          {graph.nodes.map((node) => (
            <Node key={`${node.unit}/${node.version}`} node={node} />
          ))}
        </svg>
      </div>
      <ul>
        {graph.steps.map(({ from, to }) => (
          <li key={`${from} ${to}`}>
            {nameOf(graph.nodes[from]!)} → {nameOf(graph.nodes[to]!)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Grid({ graph: { minors, lines }, width }: { graph: UpgradeGraph; width: number }) {
  return (
    <>
      {minors.map((minor, index) => (
        <text key={minor} class="head" x={left + index * column + box.width / 2} y={24} text-anchor="middle">
          {minor}
        </text>
      ))}
      {lines.map(({ name, row: first }) => (
        <g key={name}>
          <line x1="0" x2={width} y1={top + first * row - 4} y2={top + first * row - 4} />
          <text class="head" x="4" y={top + first * row + 26}>
            {name}
          </text>
        </g>
      ))}
    </>
  );
}

function Node({ node }: { node: GraphNode }) {
  const { x, y } = placeOf(node);
  return (
    <a href={routeText({ page: "unit", unit: node.unit, version: node.version })} aria-label={nameOf(node)}>
      <g class={`node ${node.kind}`}>
        <rect x={x} y={y} width={box.width} height={box.height} rx="6" />
        <text x={x + box.width / 2} y={y + 21} text-anchor="middle">
          {node.version}
        </text>
      </g>
    </a>
  );
}

function placeOf({ column: across, row: down }: GraphNode): { x: number; y: number } {
  return { x: left + across * column, y: top + down * row + 6 };
}

/** A step to another minor leaves to the right; one to a newer version of the same leaves and comes back on the left. */
function curve(from: GraphNode, to: GraphNode): string {
  const [a, b] = [placeOf(from), placeOf(to)];
  const middle = box.height / 2;
  if (from.column === to.column) return `M${a.x} ${a.y + middle} C${a.x - 40} ${a.y} ${b.x - 40} ${b.y + middle} ${b.x} ${b.y + middle}`;
  const [start, end] = [a.x + box.width, b.x];
  return `M${start} ${a.y + middle} C${start + 35} ${a.y + middle} ${end - 35} ${b.y + middle} ${end} ${b.y + middle}`;
}

function nameOf({ unit, version }: GraphNode): string {
  return `${unit} ${version}`;
}
