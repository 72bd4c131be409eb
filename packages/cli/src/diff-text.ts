import type { ClassDifference, ClusterDifference, VariableChange } from "@cstack/clusterclass";
import type { UnitDifference } from "@cstack/release";
import { addonsText } from "./addons-text.ts";
import { paint } from "./paint.ts";
import { listText, unknownText } from "./plan-text.ts";
import { changeWords, rolloutText } from "./rollout-text.ts";

/** A comparison of two classes for people. */
export function diffText(names: { old: string; new: string }, difference: ClassDifference, units: UnitDifference | undefined): string {
  const sections = [
    `${paint.heading(`${names.old} → ${names.new}`)}\n${units === undefined ? "" : kubernetesText(units)}`,
    verdictText("Taking the place of the old class under its name", difference.update),
    verdictText("Clusters that move to the new class", difference.rebase),
    variablesText(difference.variables),
    units === undefined ? "" : addonsText(units.addons),
    ...difference.clusters.map(clusterText),
  ];
  return sections.filter((section) => section !== "").join("\n");
}

function kubernetesText({ kubernetes: { old, new: next } }: UnitDifference): string {
  return old === next ? `Kubernetes ${old}\n` : `Kubernetes ${old} → ${next}: another version replaces every machine\n`;
}

function verdictText(heading: string, refusals: readonly { field: string; message: string; rule?: string }[]): string {
  const lines = refusals.map(
    ({ field, message, rule }) => `  ${paint.bad(`${field}: ${message}${rule === undefined ? "" : ` (${rule})`}`)}\n`,
  );
  return `${paint.heading(heading)}: ${refusals.length === 0 ? "accepted" : "refused"}\n${lines.join("")}`;
}

function refusalWords({ field, message, rule }: { field: string; message: string; rule?: string }): string {
  return `${field === "" ? "" : `${field}: `}${message}${rule === undefined ? "" : ` (${rule})`}`;
}

const changeMeaning: Readonly<Record<VariableChange["change"], string>> = {
  removed: "gone; Clusters that set it are refused",
  required: "needs a value; Clusters without one are refused",
  narrowed: "accepts less",
  widened: "accepts more",
  default: "another default, for Clusters that do not store a value",
  added: "new",
};

function variablesText(changes: readonly VariableChange[]): string {
  if (changes.length === 0) return `${paint.heading("Variables")}: the same\n`;
  const lines = changes.flatMap(({ name, change, fields, clusters }) => [
    `  ${paint.variable(name)}: ${changeMeaning[change]}${clusters.length === 0 ? "" : paint.warning(` (touches ${clusters.join(", ")})`)}\n`,
    ...fields.map((field) => `      ${paint.plain(changeWords(field))}\n`),
  ]);
  return `${paint.heading("Variables")}\n${lines.join("")}`;
}

function clusterText({ cluster, errors, unknown, rollout }: ClusterDifference): string {
  const heading = paint.heading(`Cluster ${cluster}`);
  const undecided = listText("Not decided offline", unknown.map(unknownText), paint.warning, "  ");
  if (errors.length > 0)
    return `${heading}: refused\n${errors.map((error) => `  ${paint.bad(refusalWords(error))}\n`).join("")}${undecided}`;
  return `${heading}\n${rollout === undefined ? "" : rolloutText(rollout, "  ")}${undecided}`;
}
