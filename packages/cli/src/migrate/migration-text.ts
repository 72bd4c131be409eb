import type { MigrationNoteKind, MigrationRolls } from "@cstack/release";
import { paint } from "../paint.ts";
import { listText, unknownText } from "../plan-text.ts";
import { rolloutText } from "../rollout-text.ts";
import type { MigrationReport } from "./migrate.ts";

/** A migration for people, without the Cluster itself. */
export function migrationText(report: MigrationReport): string {
  const { cluster, from, to, way, notes, plan, findings } = report;
  const sections = [
    `${paint.heading(`Cluster ${cluster}`)}: ${paint.name(from.class)} ${from.kubernetes} → ${paint.name(to.class)} ${to.kubernetes}\n`,
    `${paint.heading("Way")}: ${wayColor(way.way)}\n${[...way.reasons, ...way.steps.map((step, index) => `${index + 1}. ${step}`)].map((text) => `  ${paint.plain(text)}\n`).join("")}`,
    ...headings.map(([kind, heading, style]) =>
      listText(
        heading,
        notes.filter((note) => note.kind === kind).map(({ subject, text }) => `${subject}: ${text}`),
        style,
      ),
    ),
    plan.rollout === undefined ? rollsText(report) : rolloutText(plan.rollout),
    listText(
      "What the new Cluster lacks or has wrong",
      plan.errors.map(({ field, message }) => `${field}: ${message}`),
      paint.bad,
    ),
    listText(
      "What the provider refuses of its objects",
      findings.map(({ field, message }) => `${field}: ${message}`),
      paint.bad,
    ),
    listText("Warnings", plan.warnings, paint.warning),
    listText("Not decided offline", plan.unknown.map(unknownText), paint.warning),
  ];
  return sections.filter((section) => section !== "").join("\n");
}

function wayColor(way: string): string {
  return way === "re-create" ? paint.bad(way) : way === "in place" ? paint.variable(way) : paint.warning(way);
}

const headings: readonly (readonly [MigrationNoteKind, string, (text: string) => string])[] = [
  ["unknown", "Not known here, and left out", paint.bad],
  ["removed", "Removed", paint.warning],
  ["meaning", "Means something else now", paint.warning],
  ["written out", "Written out, so that it stays as it is", paint.plain],
  ["restructured", "Another shape", paint.plain],
  ["renamed", "Another name", paint.plain],
  ["worker class", "Classes of workers", paint.plain],
  ["label", "Labels", paint.plain],
];

function rollsText({ rolls, way }: MigrationReport): string {
  if (way.way === "re-create") return "";
  const known = "Exact with --from, the class that the Cluster has now.";
  const lines = rolls.map((roll) => paint.plain(rollWords(roll)));
  return listText(
    "Which machines are replaced",
    [...(lines.length === 0 ? ["nothing is known"] : lines), paint.faint(known)],
    (text) => text,
  );
}

function rollWords({ machines, replicas, reasons }: MigrationRolls): string {
  return `${machines} (${replicas === null ? "machines as the autoscaler says" : `${replicas} ${replicas === 1 ? "machine" : "machines"}`}): ${reasons.join("; ")}`;
}
