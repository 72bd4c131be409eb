import type { JsonObject } from "../api/json.ts";

/** Whose template an item is; it decides which selectors match. */
export type Holder = "infrastructureCluster" | "controlPlane" | "controlPlaneMachine" | "machineDeployment" | "machinePool";

/**
 * One template instance that patches may change: every MachineDeployment and MachinePool of the topology has items of its own,
 * also when several share a class. Source: Cluster API v1.14.0, patches/engine.go, createRequest.
 */
export interface PatchItem {
  /** Role of the object that comes out, e.g. `machineDeployment/md-0/bootstrap`. */
  role: string;
  holder: Holder;
  /** Class of the topology, for the holders machineDeployment and machinePool. */
  className?: string;
  template: JsonObject;
  /** Values by name as this item sees them: of the Cluster, overridden, and `builtin`. */
  variables: JsonObject;
}
