import { Failure, failed, fieldAt } from "../api/fields.ts";
import { isObject, type Json, type JsonObject } from "../api/json.ts";
import { Remembered } from "../api/remembered.ts";
import type { CompiledDefinition, CompiledOperation, CompiledPatch, OperationSource } from "./compile-patches.ts";
import { applyJsonPatch, type OwnNodes, type PatchOperation } from "./json-patch.ts";
import { matchesSelector } from "./match-resources.ts";
import type { PatchItem } from "./patch-item.ts";
import type { Template } from "./template.ts";
import { variableAt } from "./variable-path.ts";
import { readYaml } from "./yaml-value.ts";

/** The operations of one definition as they were generated for one item, in the order of application. */
export interface AppliedDefinition {
  item: number;
  operations: { source: OperationSource; operation: PatchOperation }[];
}

export interface PatchedItems {
  /** The patched templates, in the order of the items; unfinished if there are errors. */
  templates: JsonObject[];
  /** Everything that was wrong in the first patch that failed. */
  errors: string[];
  /** Why it cannot be known what the patches do; there are no errors then, and the templates are unfinished. */
  undecided: string[];
  applied: AppliedDefinition[];
}

/** Rendered texts repeat from plan to plan. Nobody changes a value. */
const values = new Remembered<string, Json | Failure>(5000);

/**
 * Runs all inline patches over all items, in the order of the class; a later patch sees what earlier ones did. All values of a patch
 * are generated before any of it is applied, and the first patch with errors ends the run.
 * Source: Cluster API v1.14.0, core/reconcilers/topology/cluster/patches/engine.go, Apply.
 */
export function applyPatches(items: readonly PatchItem[], patches: readonly CompiledPatch[]): PatchedItems {
  const templates = items.map((item) => item.template);
  const applied: AppliedDefinition[] = [];
  const own: OwnNodes = new Set();
  for (const patch of patches) {
    const { definitions, failures } = generate(items, patch);
    const problems = failures.length > 0 ? failures : applyAll(templates, definitions, items, own);
    applied.push(...definitions);
    if (problems.length === 0) continue;
    const named = (chosen: Failure[]) => chosen.map(({ reason }) => `patch "${patch.name}": ${reason}`);
    const errors = problems.filter(({ undecided }) => !undecided);
    return { templates, errors: named(errors), undecided: errors.length > 0 ? [] : named(problems), applied };
  }
  return { templates, errors: [], undecided: [], applied };
}

function generate(items: readonly PatchItem[], patch: CompiledPatch): { definitions: AppliedDefinition[]; failures: Failure[] } {
  const definitions: AppliedDefinition[] = [];
  const failures: Failure[] = [];
  if (patch.definitions.length === 0) return { definitions, failures: [new Failure("it has no definitions")] };
  // The two templates of a worker see the same variables.
  const decided = new Map<JsonObject, boolean | Failure>();
  for (const [index, item] of items.entries()) {
    const matching = patch.definitions.filter(({ selector }) => matchesSelector(item, selector));
    if (matching.length === 0) continue;
    const enabled = decided.get(item.variables) ?? isEnabled(patch, item);
    decided.set(item.variables, enabled);
    if (failed(enabled)) failures.push(at(`${item.role}: enabledIf`, enabled));
    if (enabled !== true) continue;
    for (const definition of matching) {
      const operations = generateOperations(definition, item);
      if (failed(operations)) failures.push(at(item.role, operations));
      else definitions.push({ item: index, operations });
    }
  }
  return { definitions, failures };
}

/** A failure with the place in front of its reason. */
function at(place: string, { reason, undecided }: Failure): Failure {
  return new Failure(`${place}: ${reason}`, { undecided });
}

function isEnabled({ enabledIf }: CompiledPatch, item: PatchItem): boolean | Failure {
  if (enabledIf === undefined) return true;
  if (failed(enabledIf)) return enabledIf;
  const value = renderedValue(enabledIf, item.variables);
  return failed(value) ? value : value === true;
}

function generateOperations({ operations }: CompiledDefinition, item: PatchItem): AppliedDefinition["operations"] | Failure {
  const generated: AppliedDefinition["operations"] = [];
  for (const { source, op, path, value } of operations) {
    if (op === "remove") {
      generated.push({ source, operation: { op, path } });
      continue;
    }
    const result = valueFor(value, item.variables);
    if (failed(result)) return at(`${op} ${path}`, result);
    generated.push({ source, operation: { op: op === "add" ? "add" : "replace", path, value: result } });
  }
  return generated;
}

function valueFor(value: CompiledOperation["value"], variables: JsonObject): Json | Failure {
  if (failed(value)) return value;
  if ("literal" in value) return value.literal;
  if ("variable" in value) return variableAt(variables, value.variable);
  return renderedValue(value.template, variables);
}

function renderedValue(template: Template, variables: JsonObject): Json | Failure {
  const text = template.render(variables);
  if (failed(text)) return text;
  return values.of(text, () => readYaml(text));
}

/** Applies definitions to the list of templates in place; only `spec` is taken over. */
function applyAll(
  templates: JsonObject[],
  definitions: readonly AppliedDefinition[],
  items: readonly PatchItem[],
  own: OwnNodes,
): Failure[] {
  for (const { item, operations } of definitions) {
    if (operations.length === 0) continue;
    const template = templates[item]!;
    const patched = applyJsonPatch(
      template,
      operations.map(({ operation }) => operation),
      own,
    );
    if (failed(patched)) return [at(items[item]!.role, patched)];
    const spec = isObject(patched) ? fieldAt(patched, ["spec"]) : undefined;
    if (spec !== undefined) templates[item] = { ...template, spec };
  }
  return [];
}
