import { Failure, failed } from "../../api/fields.ts";
import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import { applyPatches } from "../../patches/apply-patches.ts";
import type { CompiledPatch, OperationSource } from "../../patches/compile-patches.ts";
import { applyJsonPatch, type PatchOperation } from "../../patches/json-patch.ts";
import type { PatchItem } from "../../patches/patch-item.ts";

/** One operation as it was applied, with the template before it and after it. */
export interface Step {
  source: OperationSource;
  operation: PatchOperation;
  before: Json;
  after: Json | Failure;
}

export interface PatchRun {
  steps: Step[];
  /** The template in the end; a failure if an operation does not apply or a value cannot be made. */
  result: JsonObject | Failure;
}

/** Runs some patches over one template with the engine's own code, operation by operation. The first failure ends the run. */
export function runPatches(item: PatchItem, patches: readonly CompiledPatch[], variables: JsonObject): PatchRun {
  const steps: Step[] = [];
  let template = item.template;
  for (const patch of patches) {
    const { templates, errors, undecided, applied } = applyPatches([{ ...item, template, variables }], [patch]);
    let current: Json = template;
    for (const { source, operation } of applied.flatMap(({ operations }) => operations)) {
      const after: Json | Failure = applyJsonPatch(current, [operation]);
      steps.push({ source, operation, before: current, after });
      if (failed(after)) return { steps, result: after };
      current = after;
    }
    const [problem] = [...errors, ...undecided];
    if (problem !== undefined || !isObject(templates[0])) return { steps, result: new Failure(problem ?? "the template is no map") };
    template = templates[0];
  }
  return { steps, result: template };
}
