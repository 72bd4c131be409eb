import { type Diagnostic, problem } from "@cstack/model";
import { conditionExpression, type DeclaredVerb, type PlacedPatch } from "./expand-patches.ts";

const maxCondition = 256;

/** The condition of a patch that does what several do: that one of them applies. Undefined, with a diagnostic, if it does not fit. */
export function conditionOf(
  patches: readonly PlacedPatch<DeclaredVerb>[],
  place: string,
  diagnostics: Diagnostic[],
): { when: string | undefined } | undefined {
  const conditions = patches.map(({ when }) => when);
  const always = conditions.some((condition) => condition === undefined);
  const when = always ? undefined : anyOf([...new Set(conditions.filter((condition) => condition !== undefined))]);
  const [first] = patches;
  if (when === undefined || when.length <= maxCondition || first === undefined) return { when };
  const source = first.feature.document.place(["patches", first.index]);
  diagnostics.push(
    problem("CS3011", source, `${patches.length} patches contribute to ${place}, and their conditions do not fit into one.`),
  );
  return undefined;
}

function anyOf(conditions: string[]): string {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined
    ? only
    : `{{ or ${conditions.map((condition) => `(${conditionExpression(condition)})`).join(" ")} }}`;
}

/** The name of a patch that is composed for a place in a template. */
export function patchName(slot: string, path: string): string {
  return `${slot}${path.split("/").slice(4).map(capitalized).join("")}`;
}

/** A value as text of a Go template. */
export function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll("{{", '{{ "{{" }}');
}

function capitalized(part: string): string {
  return part.charAt(0).toUpperCase() + part.slice(1).replace(/[^A-Za-z0-9]/g, "");
}
