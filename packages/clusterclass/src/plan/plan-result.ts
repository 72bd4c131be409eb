import type { StageError, Unknown } from "../api/errors.ts";
import type { JsonObject } from "../api/json.ts";
import type { RolloutPlan } from "./rollout-plan.ts";

/** One object that a Cluster becomes, with its place in the Cluster. */
export interface PlannedObject {
  /**
   * `infrastructureCluster`, `controlPlane`, `controlPlaneMachineTemplate`, `machineDeployment/<n>` or `machinePool/<n>`, both with
   * `/bootstrap` and `/infrastructure`, `machineHealthCheck/controlPlane`, `machineHealthCheck/<n>`; `<n>` is the name in the topology.
   */
  role: string;
  object: JsonObject;
}

/** What a class and a Cluster come to. Without errors `objects` is what the topology controller would create. */
export interface Plan {
  errors: StageError[];
  warnings: string[];
  objects: PlannedObject[];
  /** Values of the Cluster with defaults; null if the Cluster was not admitted. */
  variables: JsonObject | null;
  /** Values that replace those of the Cluster, with defaults, by `controlPlane`, `machineDeployment/<n>`, `machinePool/<n>`. */
  overrides: Record<string, JsonObject>;
  /** What cannot be decided offline. */
  unknown: Unknown[];
  /** What changes and which machines roll, if the input has a state before. */
  rollout?: RolloutPlan;
}
