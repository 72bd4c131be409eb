import { type Bump, largest } from "../compare/severity.ts";
import type { Changeset } from "./changesets.ts";

/**
 * The text of a changeset for these packages with these lines. What one of the same name says already stays: bumps never become smaller, and no line is
 * lost or said twice, so that an interrupted run is finished by the next one.
 */
export function changesetText(
  title: string,
  bumps: ReadonlyMap<string, Bump>,
  lines: readonly string[],
  existing?: Pick<Changeset, "bumps" | "summary">,
): string {
  const names = [...new Set([...(existing?.bumps.keys() ?? []), ...bumps.keys()])].sort();
  const declared = names.map((name) => `"${name}": ${largest([existing?.bumps.get(name) ?? "none", bumps.get(name) ?? "none"])}\n`);
  const said = (existing?.summary ?? "").split("\n").filter((line) => line.startsWith("- "));
  const all = [...new Set([...said, ...lines.map((line) => `- ${line}`)])];
  return `---\n${declared.join("")}---\n\n${title}\n\n${all.join("\n")}\n`;
}
