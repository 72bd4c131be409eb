import type { AddonStep } from "@cstack/generator";
import { textTable } from "./output.ts";
import { paint, visible } from "./paint.ts";

/** Addons that change, with what speaks against it. */
export function addonsText(changes: readonly AddonStep[]): string {
  if (changes.length === 0) return `${paint.heading("Addons")}: the same\n`;
  const rows = changes.map(({ addon, change, old, new: next }) => [addon, change, old ?? "-", next ?? "-"].map(visible));
  const warnings = changes.flatMap(({ addon, warnings: texts = [] }) =>
    texts.map((text) => `  ${paint.warning(visible(`${addon}: ${text}`))}\n`),
  );
  const heading = "Addons, in the order in which they are applied before the control plane is upgraded";
  return `${paint.heading(heading)}\n${textTable(["ADDON", "CHANGE", "OLD", "NEW"], rows)}${warnings.join("")}`;
}
