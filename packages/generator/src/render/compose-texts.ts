import { type Diagnostic, problem } from "@cstack/model";
import { conditionExpression, type DeclaredVerb, type PatchValue, type PlacedOperation, type PlacedPatch } from "./expand-patches.ts";

const maxCondition = 256;

/** What one patch of a feature gives to a place that several write. */
export interface Contribution {
  patch: PlacedPatch<DeclaredVerb>;
  operation: PlacedOperation<DeclaredVerb>;
}

/** The patch that writes a whole list or map of several contributions; undefined, with a diagnostic, if their conditions do not fit into one. */
export function composedPatch(
  contributions: readonly Contribution[],
  { what, path, template }: { what: "list" | "map"; path: string; template: string },
  diagnostics: Diagnostic[],
): PlacedPatch | undefined {
  const patches = contributions.map(({ patch }) => patch);
  const [first] = contributions;
  if (first === undefined) return undefined;
  const { slot } = first.operation;
  const condition = conditionOf(patches, `${path} of ${slot}`, diagnostics);
  if (condition === undefined) return undefined;
  const features = [...new Set(patches.map(({ feature }) => feature.data.title))];
  return {
    name: patchName(slot, path),
    description: `The ${what} ${path.slice("/spec/template/spec".length)} of: ${features.join(", ")}.`,
    when: condition.when,
    feature: first.patch.feature,
    index: first.patch.index,
    operations: [{ slot, op: "add", path, value: { template } }],
  };
}

/** What a patch contributes, where the patch applies. */
export function underCondition({ when }: PlacedPatch<DeclaredVerb>, text: string): string {
  return when === undefined ? text : `{{ if ${conditionExpression(when)} }}${text}{{ end }}`;
}

/** The text of a Go template that gives one value. */
export function oneValueText(value: PatchValue | undefined): string {
  if (value === undefined) return "null";
  if ("variable" in value) return `{{ .${value.variable} | toJson }}`;
  return "value" in value ? literal(value.value) : value.template;
}

/** The condition of a patch that does what several do: that one of them applies. Undefined, with a diagnostic, if it does not fit. */
function conditionOf(
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
function patchName(slot: string, path: string): string {
  return `${slot}${path.split("/").slice(4).map(capitalized).join("")}`;
}

/** A value as text of a Go template. */
export function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll("{{", '{{ "{{" }}');
}

function capitalized(part: string): string {
  return part.charAt(0).toUpperCase() + part.slice(1).replace(/[^A-Za-z0-9]/g, "");
}
