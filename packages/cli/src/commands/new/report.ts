import type { ScaffoldPlan } from "@cstack/generator";

/** What was written, or would be, and what is left to a person. */
export function scaffoldData(plan: ScaffoldPlan, dryRun: boolean): unknown {
  return { dryRun, created: [...plan.files.keys()], changed: [...plan.edits.keys()], notes: plan.notes };
}

export function scaffoldText(plan: ScaffoldPlan, dryRun: boolean): string {
  const lines = [
    ...[...plan.files.keys()].map((path) => `${dryRun ? "would create" : "created"}  ${path}`),
    ...[...plan.edits.keys()].map((path) => `${dryRun ? "would change" : "changed"}  ${path}`),
    "",
    "To fill in:",
    ...[...new Set(plan.notes.map(({ file }) => file))].flatMap((file) => [
      `  ${file}`,
      ...plan.notes.filter((note) => note.file === file).map((note) => `    ${note.text}`),
    ]),
    "",
    dryRun ? "Nothing was written." : "It builds as it stands: cstack validate checks it.",
    "",
  ];
  return lines.join("\n");
}
