import type { ClassVariable, ClusterClassSpec } from "../../api/cluster-class.ts";
import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import type { KubernetesObject } from "../../api/objects.ts";
import { type CompiledOperation, type CompiledPatch, compilePatches } from "../../patches/compile-patches.ts";
import { matchesSelector } from "../../patches/match-resources.ts";
import { onlyRefuses } from "../../patches/refusing-patch.ts";
import { emptiness } from "../../patches/template.ts";
import { type PlacedTemplate, templatesOf } from "../../rules/lints/templates.ts";
import { candidateValues } from "./candidate-values.ts";
import { type ClassItem, classItems } from "./class-items.ts";
import { type Combinations, combinations, type Row } from "./combinations.ts";
import { patchReads, type ReadPath, variablesIn } from "./reads.ts";
import { type TemplateCall, templateCalls } from "./template-calls.ts";

/** A Go template of the class with its calls. */
export interface CalledTemplate extends PlacedTemplate {
  calls: TemplateCall[];
}

/** A class made ready to be judged for many values of its variables. */
export interface ClassModel {
  spec: ClusterClassSpec;
  items: ClassItem[];
  patches: readonly CompiledPatch[];
  templates: CalledTemplate[];
  /** Paths that the patches read. */
  reads: ReadPath[];
  /** Values to try by variable, the usual one first. */
  candidates: ReadonlyMap<string, readonly (Json | undefined)[]>;
  /** The usual value of each variable that has one. */
  usual: JsonObject;
  /** The variables that each patch reads. */
  readBy: ReadonlyMap<CompiledPatch, ReadonlySet<string>>;
}

/** Prepares an admitted class whose templates are given. */
export function classModel(spec: ClusterClassSpec, templates: ReadonlyMap<string, KubernetesObject>, version: string): ClassModel {
  const patches = writingPatches(spec);
  const called = templatesOf({ spec, templates }).map((placed) => ({ ...placed, calls: templateCalls(placed.template.text) }));
  const reads = patches.flatMap(patchReads);
  const candidates = new Map((spec.variables ?? []).map((variable) => [variable.name, valuesOf(variable, reads, called)]));
  return {
    spec,
    items: classItems(spec, templates, version),
    patches,
    templates: called,
    reads,
    candidates,
    usual: usualValues(candidates),
    readBy: new Map(patches.map((patch) => [patch, variablesIn(patchReads(patch), spec)])),
  };
}

/** The patches at their positions in the class; what only refuses is left empty, as it changes nothing. */
function writingPatches({ patches = [] }: ClusterClassSpec): CompiledPatch[] {
  return compilePatches(patches).map((patch, index) => (onlyRefuses(patches[index]!) ? { name: patch.name, definitions: [] } : patch));
}

function usualValues(candidates: ClassModel["candidates"]): JsonObject {
  const values = [...candidates].map(([name, [value]]): [string, Json | undefined] => [name, value]);
  return Object.fromEntries(values.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

function valuesOf(variable: ClassVariable, reads: readonly ReadPath[], templates: readonly CalledTemplate[]): (Json | undefined)[] {
  const below = reads.filter(([name]) => name === variable.name).map((path) => path.slice(1));
  const reading = templates.filter(({ template }) => template.paths.some(([name]) => name === variable.name));
  const constants = reading.flatMap(({ calls }) => calls.flatMap(comparedConstants));
  return candidateValues(variable, { reads: below, constants });
}

const comparing = new Set(["eq", "ne", "lt", "le", "gt", "ge", "hasPrefix", "hasSuffix", "contains"]);

/** The constants in a comparison; what they are compared with may be wrapped in other calls, such as int. */
function comparedConstants({ function: name, operands }: TemplateCall): (string | number)[] {
  if (!comparing.has(name)) return [];
  return operands.flatMap((operand): (string | number)[] => {
    if (operand.kind === "text") return operand.text === "" ? [] : [operand.text];
    return operand.kind === "integer" || operand.kind === "float" ? [operand.value] : [];
  });
}

/** Combinations of the values of some variables. */
export function valuesFor({ candidates }: ClassModel, names: ReadonlySet<string>, limit: number): Combinations {
  return combinations(new Map([...names].map((name) => [name, candidates.get(name) ?? [undefined]])), limit);
}

/** Combinations of the values of all variables that some paths lead to; values that are alike at those paths count as one. */
export function valuesAt({ candidates, spec }: ClassModel, paths: readonly ReadPath[], limit: number): Combinations {
  const whole = paths.some((path) => path.length === 0);
  const values = [...variablesIn(paths, spec)].map((name): [string, (Json | undefined)[]] => {
    const below = paths.filter(([first]) => first === name).map((path) => path.slice(1));
    const all = candidates.get(name) ?? [undefined];
    const alike = (value: Json | undefined) => JSON.stringify([value === undefined, ...below.map((path) => memberAt(value, path))]);
    // Of values that are alike the first one stays, which is the usual one.
    const different = new Map(all.toReversed().map((value) => [alike(value), value]));
    return [name, whole ? [...all] : [...different.values()].toReversed()];
  });
  return combinations(new Map(values), limit);
}

/** What is at a path of a value, up to where a path leads to any item; with the path that is left. */
function memberAt(value: Json | undefined, path: ReadPath): (Json | undefined)[] {
  const [name, ...rest] = path;
  if (name === emptiness) return [isEmpty(value)];
  if (name === undefined || name === "*" || !isObject(value)) return [value, ...path];
  return memberAt(value[name], rest);
}

/** As sprig's `empty`: false, 0, no text, nothing in a list or map, or no value. */
function isEmpty(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : !value;
}

/** The variables as patches of an item see them: those of the row, and the usual values of all others. */
export function variablesOf(model: ClassModel, item: ClassItem, row: Row): JsonObject {
  const variables: JsonObject = { ...model.usual };
  for (const [name, value] of Object.entries(row)) {
    if (!model.candidates.has(name)) continue;
    if (value === undefined) delete variables[name];
    else variables[name] = value;
  }
  return Object.assign(variables, item.variables);
}

/** The operations of a patch that apply to an item. */
export function operationsOn(item: ClassItem, { definitions }: CompiledPatch): CompiledOperation[] {
  return definitions.filter(({ selector }) => matchesSelector(item, selector)).flatMap(({ operations }) => operations);
}

/** The variables that some patches read. */
export function variablesRead(model: ClassModel, patches: readonly CompiledPatch[]): Set<string> {
  return new Set(patches.flatMap((patch) => [...model.readBy.get(patch)!]));
}

/** A row for people: `{lb: "none", n: not set}`. */
export function shownRow(row: Row): string {
  const entries = Object.entries(row).map(([name, value]) => `${name}: ${value === undefined ? "not set" : JSON.stringify(value)}`);
  return entries.length === 0 ? "any values" : entries.join(", ");
}
