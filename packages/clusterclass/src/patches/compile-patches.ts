import type { ClassPatch, JsonPatch, PatchSelector } from "../api/cluster-class.ts";
import { Failure } from "../api/fields.ts";
import type { Json } from "../api/json.ts";
import { compileTemplate, type Template } from "./template.ts";

/** Where an operation stands in the class: positions in `spec.patches`, `definitions` and `jsonPatches`. */
export interface OperationSource {
  patch: number;
  patchName: string;
  definition: number;
  operation: number;
}

/** Where the value of `add` and `replace` comes from. */
export type ValueSource = { literal: Json } | { variable: string } | { template: Template } | Failure;

export interface CompiledOperation {
  source: OperationSource;
  op: string;
  path: string;
  value: ValueSource;
}

export interface CompiledDefinition {
  selector: PatchSelector;
  operations: CompiledOperation[];
}

export interface CompiledPatch {
  name: string;
  enabledIf?: Template | Failure;
  definitions: CompiledDefinition[];
}

const compiled = new WeakMap<readonly ClassPatch[], readonly CompiledPatch[]>();
const none: readonly ClassPatch[] = [];

/** Parses every template of a class once; later calls with the same list get the same result. */
export function compilePatches(patches: readonly ClassPatch[] = none): readonly CompiledPatch[] {
  const known = compiled.get(patches);
  if (known !== undefined) return known;
  const result = patches.map(compilePatch);
  compiled.set(patches, result);
  return result;
}

function compilePatch(patch: ClassPatch, index: number): CompiledPatch {
  const definitions = (patch.definitions ?? []).map((definition, position) => ({
    selector: definition.selector,
    operations: definition.jsonPatches.map((jsonPatch, operation) => ({
      source: { patch: index, patchName: patch.name, definition: position, operation },
      op: jsonPatch.op,
      path: jsonPatch.path,
      value: valueSource(jsonPatch),
    })),
  }));
  return { name: patch.name, definitions, ...(patch.enabledIf ? { enabledIf: compileTemplate(patch.enabledIf) } : {}) };
}

/** Source of the rules: Cluster API v1.14.0, patches/inline/json_patch_generator.go, calculateValue. */
function valueSource({ value, valueFrom }: JsonPatch): ValueSource {
  const literal = value === undefined || value === null ? undefined : value;
  if (literal !== undefined && valueFrom !== undefined) return new Failure("both value and valueFrom are set");
  if (literal !== undefined) return { literal };
  if (valueFrom === undefined) return new Failure("neither value nor valueFrom is set");
  if (valueFrom.variable && valueFrom.template) return new Failure("both valueFrom.variable and valueFrom.template are set");
  if (valueFrom.variable) return { variable: valueFrom.variable };
  if (!valueFrom.template) return new Failure("neither valueFrom.variable nor valueFrom.template is set");
  const template = compileTemplate(valueFrom.template);
  return template instanceof Failure ? template : { template };
}
