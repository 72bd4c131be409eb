import { Failure, type FieldPath, failed, fieldAt, withFields } from "../api/fields.ts";
import type { Json, JsonObject } from "../api/json.ts";
import { type AppliedDefinition, applyPatches } from "../patches/apply-patches.ts";
import { compilePatches } from "../patches/compile-patches.ts";
import type { PatchItem } from "../patches/patch-item.ts";
import type { Blueprint } from "./blueprint.ts";
import { preservedControlPlaneFields } from "./control-plane.ts";
import type { DesiredState } from "./desired-state.ts";
import { patchItems, shapeOf } from "./patch-items.ts";
import { annotations, labels } from "./well-known.ts";

/** A desired state after the patches of its class. */
export interface PatchedState {
  /** Objects by role, in the order of the desired state; those before patches if there are errors. */
  objects: Map<string, JsonObject>;
  errors: string[];
  /** Why the objects cannot be known, without an error. */
  undecided: string[];
  /** What the patches were applied to, and what they did; empty if the class has no patches. */
  items: PatchItem[];
  applied: AppliedDefinition[];
}

/**
 * Applies the patches of the class and takes the results over into the objects.
 * Source: Cluster API v1.14.0, core/reconcilers/topology/cluster/patches/engine.go, Apply and updateDesiredState.
 */
export function patchedState(blueprint: Blueprint, desired: DesiredState): PatchedState {
  const untouched = { objects: desired.objects, errors: [], undecided: [], items: [], applied: [] };
  if ((blueprint.spec.patches ?? []).length === 0) return untouched;
  const items = patchItems(blueprint, desired);
  if (failed(items)) return { ...untouched, errors: [items.reason] };
  const { templates, errors, undecided, applied } = applyPatches(items, compilePatches(blueprint.spec.patches));
  if (errors.length + undecided.length > 0) return { ...untouched, errors, undecided, items, applied };
  const objects = withPatchedTemplates(desired.objects, items, templates);
  return failed(objects) ? { ...untouched, errors: [objects.reason], items, applied } : { ...untouched, objects, items, applied };
}

const ownedMetadata: readonly FieldPath[] = [
  ...[labels.clusterName, labels.owned, labels.machineDeploymentName, labels.machinePoolName].map((label) => ["metadata", "labels", label]),
  ...[annotations.clonedFromName, annotations.clonedFromGroupKind].map((annotation) => ["metadata", "annotations", annotation]),
];

type Copy = readonly [from: FieldPath, to: FieldPath];

const templateMetadata: FieldPath = ["spec", "template", "metadata"];
const copies: Record<"object" | "template", readonly Copy[]> = {
  object: [
    [["spec", "template", "spec"], ["spec"]],
    [
      [...templateMetadata, "labels"],
      ["metadata", "labels"],
    ],
    [
      [...templateMetadata, "annotations"],
      ["metadata", "annotations"],
    ],
  ],
  template: [
    ["metadata", "labels"],
    ["metadata", "annotations"],
    ["spec", "template", "spec"],
    [...templateMetadata, "labels"],
    [...templateMetadata, "annotations"],
  ].map((path): Copy => [path, path]),
};

/** Copies patched templates into their objects; the fields that Cluster API owns keep what the controller set. */
export function withPatchedTemplates(
  objects: ReadonlyMap<string, JsonObject>,
  items: readonly PatchItem[],
  templates: readonly JsonObject[],
): Map<string, JsonObject> | Failure {
  const result = new Map(objects);
  for (const [index, { role, holder }] of items.entries()) {
    const preserved = holder === "controlPlane" ? [...preservedControlPlaneFields, ...ownedMetadata] : ownedMetadata;
    const changed = copyFields(result.get(role)!, templates[index]!, copies[shapeOf(holder)], preserved);
    if (failed(changed)) return new Failure(`${role}: ${changed.reason}`);
    result.set(role, changed);
  }
  return result;
}

/** Source: Cluster API v1.14.0, internal/util/patch/patch.go, CopyFields. A field that the source lacks stays as it is. */
function copyFields(into: JsonObject, from: JsonObject, fields: readonly Copy[], preserved: readonly FieldPath[]): JsonObject | Failure {
  const found = (object: JsonObject, path: FieldPath, target: FieldPath): [FieldPath, Json][] => {
    const value = fieldAt(object, path);
    return value === undefined ? [] : [[target, value]];
  };
  const copied = fields.flatMap(([source, target]) => found(from, source, target));
  return withFields(into, [...copied, ...preserved.flatMap((path) => found(into, path, path))]);
}
