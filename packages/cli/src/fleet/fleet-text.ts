import type { FleetReport, FleetVerdict, Wave } from "@cstack/release";
import { textTable } from "../output.ts";
import { paint, visible } from "../paint.ts";
import { listText } from "../plan-text.ts";

/** Answers that are shown, and Clusters of one that are named; `-o json` has all. */
const shownAnswers = 20;
const namedClusters = 5;

/** What a release does to a fleet, for people: totals by class, every different answer with some of its Clusters, and the order. */
export function fleetText(report: FleetReport, order: readonly Wave[]): string {
  const { to, totals, others } = report;
  const heading = `${paint.heading(`${counted(totals.clusters, "Cluster")} → ${to.class}`)}${to.kubernetes === null ? "" : `, Kubernetes ${to.kubernetes}`}\n`;
  const skipped = Object.values(others).reduce((sum, count) => sum + count, 0);
  const sections = [
    heading + totalsText(report),
    skipped === 0 ? "" : `${counted(skipped, "Cluster")} of other stacks, or without a class: not meant.\n`,
    verdictsText(report),
    openText(report),
    wavesText(order),
  ];
  return sections.filter((section) => section !== "").join("\n");
}

const head = ["CLASS", "CLUSTERS", "REFUSED", "ROLLS", "QUIET", "UNKNOWN", "MACHINES"];

function totalsText({ classes, totals }: FleetReport): string {
  if (classes.length === 0) return "None of them is meant.\n";
  const row = (name: string, { clusters, refused, rolls, quiet, unknown, machines }: FleetReport["totals"]) => [
    name,
    ...[clusters, refused, rolls, quiet, unknown, machines].map(String),
  ];
  return textTable(head, [...classes.map((own) => row(visible(own.class), own)), row("all", totals)]);
}

const order = { refused: 0, unknown: 1, rolls: 2, quiet: 3 } as const;
const colors = { refused: paint.bad, unknown: paint.warning, rolls: paint.warning, quiet: paint.plain };

function verdictsText({ verdicts, clusters }: FleetReport): string {
  const members = verdicts.map((): string[] => []);
  for (const { namespace, name, verdict } of clusters) {
    const own = members[verdict]!;
    if (own.length < namedClusters) own.push(`${namespace}/${name}`);
  }
  const sorted = verdicts
    .map((verdict, index) => ({ verdict, names: members[index]! }))
    .sort((a, b) => order[a.verdict.state] - order[b.verdict.state] || b.verdict.clusters - a.verdict.clusters);
  const shown = sorted.slice(0, shownAnswers).map(({ verdict, names }) => verdictText(verdict, names));
  const rest = sorted.length - shown.length;
  return [...shown, ...(rest === 0 ? [] : [paint.faint(`and ${rest} more answers; -o json has all\n`)])].join("");
}

/** What stays open is mostly the same for all. */
function openText({ verdicts }: FleetReport): string {
  return listText("Not decided offline", [...new Set(verdicts.flatMap(({ open }) => open))], paint.faint);
}

function verdictText(verdict: FleetReport["verdicts"][number], names: readonly string[]): string {
  const { state, clusters, machines } = verdict;
  const rest = clusters - names.length;
  const who = `${names.map(visible).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  const each = state === "rolls" ? `, ${counted(machines, "machine")} each` : "";
  const lines = reasonLines(verdict).map((line) => `    ${line}\n`);
  return `${colors[state](state)}  ${paint.heading(String(clusters))}${each}: ${who}\n${lines.join("")}`;
}

function reasonLines({ reasons, rolls }: FleetVerdict): string[] {
  return [
    ...reasons.map((reason) => paint.plain(reason)),
    ...rolls.map(({ machines, replicas, reasons: why }) =>
      paint.plain(`${machines} (${replicas === null ? "as many as an autoscaler says" : replicas}): ${[...new Set(why)].join(", ")}`),
    ),
  ];
}

function wavesText(order: readonly Wave[]): string {
  if (order.length === 0) return "";
  const rows = order.map(({ wave, clusters, machines }) => [
    String(wave),
    String(clusters.length),
    String(machines),
    clusters
      .slice(0, 3)
      .map(({ namespace, name }) => visible(`${namespace}/${name}`))
      .join(", ") + (clusters.length > 3 ? ", ..." : ""),
  ]);
  return `${paint.heading("An order")}\n${textTable(["WAVE", "CLUSTERS", "MACHINES", "WHICH"], rows)}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
