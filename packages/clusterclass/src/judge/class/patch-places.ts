import { failed } from "../../api/fields.ts";
import { isObject, type Json } from "../../api/json.ts";
import type { CompiledPatch, OperationSource } from "../../patches/compile-patches.ts";
import { pointerTokens } from "../../patches/json-patch.ts";
import { sameJson } from "../../plan/field-changes.ts";
import { finding, type Judgement, type JudgementFinding } from "../finding.ts";
import type { ClassItem } from "./class-items.ts";
import { type ClassModel, operationsOn, shownRow, valuesAt, variablesOf } from "./class-model.ts";
import type { Row } from "./combinations.ts";
import { conditionQuestions, patchReads, type ReadPath } from "./reads.ts";
import { patchesBefore } from "./related-patches.ts";
import { runPatches, type Step } from "./run-patches.ts";

const mostCombinations = 1500;

/**
 * Tries each patch, with the patches before it that matter for it, on each template for all combinations of the variables that decide about
 * them: does every operation find its place (CC-J06), and does none replace a list that the template or another patch filled (CC-J07)?
 * One finding for each operation, with the values that show it.
 */
export function judgePlaces(model: ClassModel): Judgement {
  const findings = new Map<string, JudgementFinding>();
  const undecided: Judgement["undecided"] = [];
  for (const [index, patch] of model.patches.entries()) {
    const items = model.items.filter((item) => operationsOn(item, patch).length > 0);
    const ran = items.map((item) => judgePatch(model, item, index, findings));
    if (!ran.every(({ applied }) => applied)) undecided.push(notApplied(index, patch));
    else if (!ran.every(({ complete }) => complete)) undecided.push(tooMany(index, patch));
  }
  return { findings: [...findings.values()], undecided };
}

function judgePatch(
  model: ClassModel,
  item: ClassItem,
  index: number,
  findings: Map<string, JudgementFinding>,
): { applied: boolean; complete: boolean } {
  const { patches } = model;
  const chosen = [...patchesBefore(item, patches, index), patches[index]!];
  const { rows, complete } = valuesAt(model, decidingReads(chosen), mostCombinations);
  let applied = false;
  for (const row of rows) {
    const { steps, result } = runPatches(item, chosen, variablesOf(model, item, row));
    const own = [...steps.entries()].filter(([, { source }]) => source.patch === index);
    // Without its values a patch does nothing, which says nothing about its places.
    applied ||= own.length > 0 && (!failed(result) || own.some(([, { after }]) => failed(after)));
    for (const [position, step] of own) {
      const found = missingPlace(item, step, row) ?? replacedList(model, item, step, steps.slice(0, position));
      if (found !== undefined && !findings.has(`${found.rule} ${found.field}`)) findings.set(`${found.rule} ${found.field}`, found);
    }
  }
  return { applied, complete };
}

/** What decides whether the patches apply, and what the earlier ones write; the last one's own values do not matter for its places. */
function decidingReads(patches: readonly CompiledPatch[]): ReadPath[] {
  return [...patches.flatMap(conditionQuestions), ...patches.slice(0, -1).flatMap(patchReads)];
}

function missingPlace({ subject }: ClassItem, { source, operation, after }: Step, row: Row): JudgementFinding | undefined {
  if (!failed(after)) return undefined;
  const message = `${operation.op} ${operation.path} fails on ${subject} (${shownRow(row)}): ${after.reason}`;
  return finding("CC-J06", fieldOf(source), message, { subject });
}

function replacedList(model: ClassModel, { subject }: ClassItem, step: Step, earlier: readonly Step[]): JudgementFinding | undefined {
  const { operation, before, source } = step;
  if (operation.op === "remove") return undefined;
  const old = valueAt(before, pointerTokens(operation.path));
  if (!Array.isArray(old) || old.length === 0 || insertsInto(before, operation.path)) return undefined;
  const kept = Array.isArray(operation.value) ? operation.value : [];
  const lost = old.filter((entry) => !kept.some((other) => sameJson(entry, other)));
  const writer = earlier.findLast((other) => isAtOrBelow(other.operation.path, operation.path));
  if (lost.length === 0 || writer?.source.patch === source.patch) return undefined;
  // Replacing says that the template's list goes; nothing says that about the list of another patch.
  if (operation.op === "replace" && writer === undefined) return undefined;
  const owner = writer === undefined ? "the template" : `patch ${model.patches[writer.source.patch]!.name}`;
  const message = `${operation.op} ${operation.path} drops ${lost.length} of ${old.length} entries that ${owner} put into ${subject}`;
  return finding("CC-J07", fieldOf(source), message, { subject });
}

function fieldOf({ patch, definition, operation }: OperationSource): string {
  return `spec.patches[${patch}].definitions[${definition}].jsonPatches[${operation}].path`;
}

/** True if the path names an entry of a list: the list around it is kept. */
function insertsInto(document: Json, path: string): boolean {
  return Array.isArray(valueAt(document, pointerTokens(path).slice(0, -1)));
}

function isAtOrBelow(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`) || place.startsWith(`${path}/`);
}

function valueAt(value: Json, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((current, name) => {
    if (Array.isArray(current)) return current[Number(name)];
    return isObject(current) && Object.hasOwn(current, name) ? current[name] : undefined;
  }, value);
}

function notApplied(index: number, { name }: CompiledPatch) {
  return {
    field: `spec.patches[${index}]`,
    message: `no values were found with which patch ${name} applies to all its templates: its places are not fully checked`,
  };
}

function tooMany(index: number, { name }: CompiledPatch) {
  const message = `patch ${name} depends on too many variables to try all combinations; any two of them were varied`;
  return { field: `spec.patches[${index}]`, message };
}
