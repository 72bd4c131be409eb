import { type Diagnostic, type InfrastructureApiFile, problem, type TemplateRewrite, type TemplateSlot } from "@cstack/model";
import type { TemplateObjects } from "./compose-lists.ts";
import { composeMaps } from "./compose-maps.ts";
import { type FieldMove, formOf, isBelow, movedFields, movesBelow, movesFor } from "./convert-fields.ts";
import type { PatchValue, PlacedOperation, PlacedPatch } from "./expand-patches.ts";
import { pointerParts, valueAt } from "./pointer.ts";

/** What patches are converted for: canonical kinds by slot, and the templates as the other API has them. */
export interface ConversionTarget {
  api: InfrastructureApiFile;
  kinds: ReadonlyMap<TemplateSlot, string>;
  templates: TemplateObjects;
}

/**
 * The patches as the other API needs them: paths where it has the fields, values in its form. Fields whose new parent no template has are
 * written together, with the parent. What cannot be converted is reported: a patch never writes the old form silently.
 */
export function convertPatches(patches: PlacedPatch[], target: ConversionTarget, diagnostics: Diagnostic[]): PlacedPatch[] {
  const used = new Set<TemplateRewrite>();
  const orphans = new Set<PlacedOperation>();
  const converted = patches.map((patch) => ({
    ...patch,
    operations: patch.operations.map((operation) => {
      const result = convertOperation(operation, target, used);
      if (typeof result === "string") {
        diagnostics.push(problem("CS3020", patch.feature.document.place(["patches", patch.index]), `"${patch.name}": ${result}`));
        return operation;
      }
      if (result.path !== operation.path && result.op === "add" && !hasParent(result, target.templates)) orphans.add(result);
      return result;
    }),
  }));
  const unused = (target.api.rewrites ?? []).filter((rewrite) => isPatched(rewrite, patches, target) && !used.has(rewrite));
  diagnostics.push(
    ...unused.map(({ path, text }) => {
      const [first] = patches;
      const place = first === undefined ? {} : { file: first.feature.path };
      return problem(
        "CS3020",
        place,
        `apis/${target.api.id}.yaml rewrites ${JSON.stringify(text)} in templates of ${path}, where it does not occur.`,
      );
    }),
  );
  return composeMaps(converted, orphans, diagnostics);
}

function hasParent({ slot, path }: PlacedOperation, templates: TemplateObjects): boolean {
  return valueAt(templates.get(slot), pointerParts(path).slice(0, -1)) !== undefined;
}

function isPatched({ kind, path }: TemplateRewrite, patches: readonly PlacedPatch[], { kinds }: ConversionTarget): boolean {
  return patches.some(({ operations }) => operations.some((operation) => kinds.get(operation.slot) === kind && operation.path === path));
}

function convertOperation(
  operation: PlacedOperation,
  { api, kinds }: ConversionTarget,
  used: Set<TemplateRewrite>,
): PlacedOperation | string {
  const kind = kinds.get(operation.slot) ?? "";
  const moves = movesFor(kind, api);
  const path = pointerParts(operation.path);
  const below = movesBelow(moves, path);
  const rewrites = (api.rewrites ?? []).filter((rewrite) => rewrite.kind === kind && rewrite.path === operation.path);
  const inside = operation.value && convertInside(operation.value, below, rewrites, used);
  if (typeof inside === "string") return inside;
  const move = moves.find(({ from }) => path.length >= from.length && isBelow(from, path.slice(0, from.length)));
  if (move === undefined) return { ...operation, value: inside };
  const rest = path.slice(move.from.length);
  const value = rest.length > 0 || inside === undefined ? inside : reformed(inside, move);
  if (typeof value === "string") return value;
  const moved = move.to.map((part, index) => (part === "*" ? (path[index] ?? part) : part));
  return { ...operation, value, path: pointer([...moved, ...(rest.length > 0 ? (move.wrap ?? []) : []), ...rest]) };
}

/** Moves fields inside of a value; those in a template are known by their keys, and need rewrites. */
function convertInside(
  value: PatchValue,
  below: readonly FieldMove[],
  rewrites: readonly TemplateRewrite[],
  used: Set<TemplateRewrite>,
): PatchValue | string {
  if (below.length === 0 && rewrites.length === 0) return value;
  if ("value" in value) return { value: movedFields(value.value, below) };
  if ("variable" in value) return `what the variable ${value.variable} holds cannot be converted; write it with a template.`;
  const applied = rewrites.filter(({ text }) => value.template.includes(text));
  for (const rewrite of applied) used.add(rewrite);
  const template = applied.reduce((text, rewrite) => text.replaceAll(rewrite.text, rewrite.by), value.template);
  const left = below
    .filter(({ from, to }) => from.at(-1) !== to.at(-1))
    .find(({ from }) => new RegExp(`\\b${from.at(-1)}:`).test(template));
  if (left !== undefined) return `its template writes ${left.from.at(-1)}, and no rewrite says how the other API has it.`;
  return { template };
}

/** A value in the form of a move; text if that cannot be done. */
function reformed(value: PatchValue, move: FieldMove): PatchValue | string {
  if (!move.invert && move.wrap === undefined) return value;
  if ("value" in value) return { value: formOf(value.value, move) };
  const expression = "variable" in value ? `.${value.variable}` : /^\{\{-? (.*) -?\}\}$/.exec(value.template.trim())?.[1];
  if (expression === undefined || expression.includes("{{") || expression.includes("["))
    return "its value is no single template action, so its form cannot be changed.";
  const text = move.invert ? `{{ not (${expression}) }}` : `{{ ${expression}${"variable" in value ? " | toJson" : ""} }}`;
  const wrap = move.wrap ?? [];
  return { template: wrap.reduceRight((inner, key) => `{${JSON.stringify(key)}: ${inner}}`, text) };
}

function pointer(parts: readonly string[]): string {
  return parts.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
