import { fieldAt } from "../api/fields.ts";
import type { JsonObject } from "../api/json.ts";
import { type FieldChange, fieldChanges } from "./field-changes.ts";

/**
 * What happens to an object:
 * - `create`, `delete`;
 * - `in place`: it is changed as it is;
 * - `rotate`: templates are never edited, so a new one is made with a new name and the reference to it changes.
 */
export type ObjectEffect = "create" | "delete" | "in place" | "rotate";

/** An object that changes, with the fields that do; `fields` is empty for objects that come or go. */
export interface ObjectChange {
  role: string;
  apiVersion: string;
  kind: string;
  effect: ObjectEffect;
  fields: FieldChange[];
}

/**
 * The differences between two states of a Cluster, by role, without objects that stay as they are.
 * Source: Cluster API v1.14.0, core/reconcilers/topology/cluster/reconcile_state.go: a template whose `spec` changes is rotated, one whose
 * metadata changes is patched, other objects are always patched.
 */
export function objectChanges(before: ReadonlyMap<string, JsonObject>, after: ReadonlyMap<string, JsonObject>): ObjectChange[] {
  const roles = new Set([...after.keys(), ...before.keys()]);
  return [...roles].flatMap((role): ObjectChange[] => {
    const [old, next] = [before.get(role), after.get(role)];
    const current = next ?? old!;
    const named = { role, apiVersion: String(current["apiVersion"]), kind: String(current["kind"]) };
    if (old === undefined) return [{ ...named, effect: "create", fields: [] }];
    if (next === undefined) return [{ ...named, effect: "delete", fields: [] }];
    const fields = fieldChanges(old, next);
    return fields.length === 0 ? [] : [{ ...named, effect: effectOf(role, old, next), fields }];
  });
}

function effectOf(role: string, old: JsonObject, next: JsonObject): ObjectEffect {
  const specChanges = fieldChanges(fieldAt(old, ["spec"]), fieldAt(next, ["spec"])).length > 0 || old["kind"] !== next["kind"];
  return isTemplate(role) && specChanges ? "rotate" : "in place";
}

/** Machine pools refer to objects, everything else below a worker and for the machines of the control plane is a template. */
function isTemplate(role: string): boolean {
  return role === "controlPlaneMachineTemplate" || /^machineDeployment\/.+\/(bootstrap|infrastructure)$/.test(role);
}
