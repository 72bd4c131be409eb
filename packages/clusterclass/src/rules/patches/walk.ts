import type { ClassPatch, ClusterClassSpec, JsonPatch, PatchDefinition } from "../../api/cluster-class.ts";

/** A patch with its field path, `spec.patches[0]`. */
export interface PlacedPatch {
  patch: ClassPatch;
  field: string;
  index: number;
}

/** A definition with its field path, `spec.patches[0].definitions[0]`. */
export interface PlacedDefinition {
  definition: PatchDefinition;
  field: string;
}

/** A JSON patch with its field path, `spec.patches[0].definitions[0].jsonPatches[0]`. */
export interface PlacedJsonPatch {
  jsonPatch: JsonPatch;
  field: string;
}

/** All patches of a class in their order. */
export function patchesOf(spec: ClusterClassSpec): PlacedPatch[] {
  return (spec.patches ?? []).map((patch, index) => ({ patch, index, field: `spec.patches[${index}]` }));
}

/** All definitions of all inline patches in their order. */
export function definitionsOf(spec: ClusterClassSpec): PlacedDefinition[] {
  return patchesOf(spec).flatMap(({ patch, field }) =>
    (patch.definitions ?? []).map((definition, i) => ({ definition, field: `${field}.definitions[${i}]` })),
  );
}

/** All JSON patches of all inline patches in their order. */
export function jsonPatchesOf(spec: ClusterClassSpec): PlacedJsonPatch[] {
  return definitionsOf(spec).flatMap(({ definition, field }) =>
    definition.jsonPatches.map((jsonPatch, i) => ({ jsonPatch, field: `${field}.jsonPatches[${i}]` })),
  );
}

/** True for operations that need a value. */
export function writesValue(jsonPatch: JsonPatch): boolean {
  return jsonPatch.op === "add" || jsonPatch.op === "replace";
}

/** True if a literal value is given; Cluster API reads `value: null` as none. */
export function hasValue(jsonPatch: JsonPatch): boolean {
  return jsonPatch.value !== undefined && jsonPatch.value !== null;
}
