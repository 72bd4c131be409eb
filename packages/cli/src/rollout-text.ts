import type { FieldChange, MachineRollout, RefusedChange, RolloutLimits, RolloutPlan } from "@cstack/clusterclass";
import { paint, shortValue } from "./paint.ts";

/** More fields of one object than this are only counted. */
const shownFields = 12;

/** What changes and which machines are replaced, in words. */
export function rolloutText({ objects, rolls, upgrade, refused = [] }: RolloutPlan, indent = ""): string {
  const changes = objects.flatMap(({ role, kind, effect, fields }) => [
    `${effect.padEnd(8)}  ${paint.plain(role)}  ${paint.faint(`${kind}, ${effectWords[effect]}`)}`,
    ...fieldLines(fields, "            "),
  ]);
  const upgrades =
    upgrade === undefined ? [] : [`control plane: ${upgrade.controlPlane.join(" → ")}`, `workers: ${upgrade.workers.join(" → ")}`];
  const lines = [
    ...(refused.length === 0 ? [] : [paint.heading("What the provider refuses"), ...refused.flatMap(refusedLines)]),
    paint.heading("What changes"),
    ...(changes.length === 0 ? ["  nothing"] : changes.map((line) => `  ${line}`)),
    paint.heading("Which machines are replaced"),
    ...(rolls.length === 0 ? ["  none"] : [...rolls].sort((a, b) => a.step - b.step).flatMap(rollLines)),
    ...(upgrades.length === 0 ? [] : [paint.heading("Versions on the way"), ...upgrades.map((line) => `  ${paint.plain(line)}`)]),
  ];
  return lines.map((line) => `${indent}${line}\n`).join("");
}

function refusedLines({ rule, subject, field, message, repair }: RefusedChange): string[] {
  const place = subject === undefined ? field : `${subject}: ${field}`;
  return [`  ${paint.bad(`${place}: ${message} (${rule})`)}`, `    ${paint.plain(repair)}`];
}

const effectWords = {
  create: "new",
  delete: "goes away",
  "in place": "changed as it is",
  rotate: "a new template takes its place",
} as const;

function rollLines({ machines, step, reasons, limits, decidedBy, deferred }: MachineRollout): string[] {
  const who = decidedBy === "provider" ? "; whether machines are replaced is up to the provider" : "";
  const wait = deferred ? "; deferred until the annotation is gone" : "";
  return [
    `  ${step}. ${paint.variable(machines)}: ${paint.plain(limitWords(limits) + who + wait)}`,
    ...reasons.flatMap(({ role, rule, fields }) => [
      `       ${paint.plain(rule)}${role === machines ? "" : paint.faint(` (${role})`)}`,
      ...fieldLines(fields, "         "),
    ]),
  ];
}

/** How far a replacement goes at one moment. */
export function limitWords({ replicas, maxUnavailable, maxSurge, manual }: RolloutLimits): string {
  const machines = replicas === null ? "an unknown number of machines" : `${replicas} ${replicas === 1 ? "machine" : "machines"}`;
  if (manual) return `${machines}, each when somebody deletes it (OnDelete)`;
  const away =
    maxUnavailable === null ? "how many are away is not known" : maxUnavailable === 0 ? "none is away" : `at most ${maxUnavailable} away`;
  const more =
    maxSurge === null ? "" : maxSurge === 0 ? ", no new one before an old one is gone" : `, at most ${maxSurge} more than wanted`;
  return `${machines}; at any moment ${away}${more}`;
}

function fieldLines(fields: readonly FieldChange[], indent: string): string[] {
  const shown = fields.slice(0, shownFields).map((change) => `${indent}${paint.plain(changeWords(change))}`);
  const rest = fields.length - shown.length;
  return rest === 0 ? shown : [...shown, `${indent}${paint.faint(`and ${rest} more fields; -o json has all`)}`];
}

/** `path: old → new`, with what one side lacks as added or removed. */
export function changeWords(change: FieldChange): string {
  if (change.old === undefined) return `${change.path}: added ${shortValue(change.new)}`;
  if (change.new === undefined) return `${change.path}: removed ${shortValue(change.old)}`;
  return `${change.path}: ${shortValue(change.old, 48)} → ${shortValue(change.new, 48)}`;
}
