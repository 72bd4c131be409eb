import { failed, fieldAt, withField } from "../api/fields.ts";
import { isObject, type Json, type JsonObject } from "../api/json.ts";
import { metadataPathOf, patchItems, shapeOf } from "../desired/patch-items.ts";
import { withPatchedTemplates } from "../desired/patched-state.ts";
import { type CompiledPatch, compilePatches, type OperationSource } from "../patches/compile-patches.ts";
import { applyJsonPatch, type PatchOperation } from "../patches/json-patch.ts";
import type { PatchItem } from "../patches/patch-item.ts";
import type { Template } from "../patches/template.ts";
import type { Evaluation } from "./evaluate-cluster.ts";
import { childPath } from "./field-changes.ts";

/** Where a value of a planned object comes from. */
export type Origin =
  | { from: "template" }
  /** Set by Cluster API itself: names, labels, versions, references, what class and topology say. */
  | { from: "Cluster API" }
  | ({ from: "patch"; op: string; path: string; variables: string[]; enabledBy: string[] } & OperationSource);

/** One value of a planned object, or a map or list without values, with its origin. */
export interface ExplainedValue {
  /** Field path below the object, `spec.template.spec.flavor`. */
  path: string;
  value: Json;
  origin: Origin;
}

/**
 * The origins of everything at or below a path of a planned object; the empty path is the whole object. Paths are written as in
 * `FieldChange`. Nothing is found for a role or path that does not exist, or when the patches failed.
 */
export function explainPath(evaluation: Evaluation, role: string, path: string): ExplainedValue[] {
  const { patched } = evaluation;
  const object = patched?.objects.get(role);
  if (object === undefined || patched!.errors.length + patched!.undecided.length > 0) return [];
  const { marks, origins } = provenanceOf(evaluation);
  const found: ExplainedValue[] = [];
  collect(object, marks.get(role), "", (at, value, mark) => {
    if (at === path || path === "" || at.startsWith(`${path}.`) || at.startsWith(`${path}[`))
      found.push({ path: at, value, origin: origins[mark]! });
  });
  return found;
}

const fromTemplate = 0;
const fromController = 1;

interface Provenance {
  /** Objects in which every value is replaced by the index of its origin. */
  marks: Map<string, JsonObject>;
  origins: Origin[];
}

/**
 * Runs the same copies and the same operations over documents that hold origins instead of values: what the operations do depends
 * on maps and lists only, and these are kept.
 */
function provenanceOf({ input, desired, patched }: Evaluation): Provenance {
  const origins: Origin[] = [{ from: "template" }, { from: "Cluster API" }];
  const objects = new Map([...desired!.objects].map(([role, object]) => [role, marked(object, fromController) as JsonObject]));
  const items = patched!.items.length > 0 ? patched!.items : patchItems(input!.blueprint, desired!);
  if (failed(items)) return { marks: objects, origins };
  const templates = items.map(markedTemplate);
  const compiled = compilePatches(input!.blueprint.spec.patches);
  for (const { item, operations } of patched!.applied) {
    for (const { source, operation } of operations) {
      const { op, path } = operation;
      origins.push({ from: "patch", op, path, ...source, ...readsOf(source, compiled) });
      const changed = applyJsonPatch(templates[item]!, [markedOperation(operation, origins.length - 1)]);
      if (isObject(changed)) templates[item] = changed;
    }
  }
  const marks = withPatchedTemplates(objects, items, templates);
  return { marks: failed(marks) ? objects : marks, origins };
}

/** A template as patches see it: labels and annotations are those that Cluster API has computed. */
function markedTemplate({ template, holder }: PatchItem): JsonObject {
  const result = marked(template, fromTemplate) as JsonObject;
  return ["labels", "annotations"].reduce((document, name) => {
    const path = [...metadataPathOf(shapeOf(holder)), name];
    const computed = fieldAt(template, path);
    return computed === undefined ? document : (withField(document, path, marked(computed, fromController)) ?? document);
  }, result);
}

/** The variables that an operation reads, and those that its patch's `enabledIf` reads. */
function readsOf(
  { patch, definition, operation }: OperationSource,
  patches: readonly CompiledPatch[],
): { variables: string[]; enabledBy: string[] } {
  const { enabledIf, definitions } = patches[patch]!;
  const { value } = definitions[definition]!.operations[operation]!;
  const variables = failed(value) || "literal" in value ? [] : "variable" in value ? [value.variable] : pathsOf(value.template);
  return { variables, enabledBy: enabledIf === undefined || failed(enabledIf) ? [] : pathsOf(enabledIf) };
}

function pathsOf({ paths }: Template): string[] {
  return [...new Set(paths.filter((path) => path.length > 0).map((path) => path.join(".")))];
}

function markedOperation(operation: PatchOperation, mark: number): PatchOperation {
  return operation.op === "remove" ? operation : { ...operation, value: marked(operation.value, mark) };
}

/** Key under which a map without entries keeps its origin; a list keeps it as a single item. */
const emptyMark = "\u0000origin";

function marked(value: Json, mark: number): Json {
  if (Array.isArray(value)) return value.map((item) => marked(item, mark));
  if (!isObject(value)) return mark;
  const entries = Object.entries(value).map(([name, item]): [string, Json] => [name, marked(item, mark)]);
  return Object.fromEntries(entries.length > 0 ? entries : [[emptyMark, mark]]);
}

type Visit = (path: string, value: Json, mark: number) => void;

function collect(value: Json, mark: Json | undefined, path: string, visit: Visit): void {
  if (Array.isArray(value) && value.length > 0) {
    for (const [index, item] of value.entries()) collect(item, Array.isArray(mark) ? mark[index] : mark, `${path}[${index}]`, visit);
    return;
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    for (const [name, item] of Object.entries(value)) collect(item, isObject(mark) ? mark[name] : mark, childPath(path, name), visit);
    return;
  }
  visit(path, value, markOf(mark));
}

function markOf(mark: Json | undefined): number {
  if (typeof mark === "number") return mark;
  const kept = isObject(mark) ? mark[emptyMark] : undefined;
  return typeof kept === "number" ? kept : fromTemplate;
}
