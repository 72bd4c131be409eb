import type { PreparedRelease, Reason, ReleasePlan, StackBump, UnitComparison } from "@cstack/release";
import { textTable } from "../output.ts";
import { paint, visible } from "../paint.ts";

/** What a release would be, for people. */
export function releasePlanText({ units, stacks }: ReleasePlan): string {
  const rows = units.map((unit) => [unit.unit, unit.released ?? "-", unit.next ?? "-", unit.state, unit.severity, rollWords(unit)]);
  const details = units.filter(({ reasons }) => reasons.length > 0).map(({ unit, reasons }) => reasonsText(unit, reasons));
  return [textTable(unitHead, rows), ...details, stacks.length === 0 ? "" : textTable(stackHead, stacks.map(stackRow))]
    .filter((section) => section !== "")
    .join("\n");
}

/** The same as Markdown, for a pull request. */
export function releasePlanMarkdown({ units, stacks }: ReleasePlan): string {
  const changed = units.filter(({ state }) => state !== "unchanged");
  if (changed.length === 0) return "## Releases\n\nNo unit differs from its last release.\n";
  const rows = changed.map((unit) => [
    `\`${unit.unit}\``,
    unit.released ?? "-",
    unit.next ?? "-",
    unit.state,
    `**${unit.severity}**`,
    rollWords(unit),
  ]);
  const details = changed.map(({ unit, reasons }) => {
    const lines = reasons.map(({ severity, text }) => `- **${severity}**: ${escaped(text)}`);
    return `<details><summary>${unit}</summary>\n\n${lines.join("\n")}\n\n</details>\n`;
  });
  return [`## Releases\n\n${markdownTable(unitHead, rows)}`, markdownTable(stackHead, stacks.map(stackRow)), details.join("\n")].join("\n");
}

/** What a release adds to the ledger, for people. */
export function preparedText({ files, releases, retired }: PreparedRelease): string {
  if (files.size === 0) return "No unit differs from its last release.\n";
  const rows = releases.map(({ unit, from, version, severity }) => [unit, from ?? "-", version, severity]);
  const table = rows.length === 0 ? "" : textTable(["UNIT", "FROM", "RELEASE", "SEVERITY"], rows);
  return `${table}${retired.map((unit) => `${unit} is retired.\n`).join("")}${files.size} files.\n`;
}

const unitHead = ["UNIT", "RELEASED", "NEXT", "STATE", "SEVERITY", "ROLLS"];
const stackHead = ["STACK", "PACKAGE", "DECLARED", "NEEDED", "CHANGESETS"];

function stackRow({ stack, package: name, declared, needed, changesets }: StackBump): string[] {
  return [stack, name, declared, needed, String(changesets.length)];
}

/** Which machines are replaced, and whether by the version alone. */
function rollWords({ details }: UnitComparison): string {
  if (details === undefined) return "-";
  const { controlPlane, workers } = details.class.rolls;
  const groups = [
    ["control plane", controlPlane],
    ["workers", workers],
  ].filter(([, roll]) => roll !== "no");
  return groups.length === 0 ? "nothing" : groups.map(([name, roll]) => (roll === "version" ? `${name} (version)` : name)).join(", ");
}

const colors = { breaking: paint.bad, rolling: paint.warning, quiet: paint.plain };

function reasonsText(unit: string, reasons: readonly Reason[]): string {
  const lines = reasons.map(({ severity, part, text }) => `  ${colors[severity](severity.padEnd(8))}  ${part}: ${visible(text)}\n`);
  return `${paint.heading(unit)}\n${lines.join("")}`;
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return `${[line(head.map((cell) => cell.toLowerCase())), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}

/** Text from sources, inert in Markdown. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_<>|[\]]/g, (character) => `\\${character}`).replaceAll("\n", " ");
}
