import type { ClusterVariable, WorkerTopology } from "../api/cluster.ts";
import { Failure, type FieldPath, failed, fieldAt, withField } from "../api/fields.ts";
import { isObject, type JsonObject } from "../api/json.ts";
import { clusterBuiltin, controlPlaneBuiltin, withoutBulkyAnnotations, workerBuiltin } from "../patches/builtins.ts";
import type { Holder, PatchItem } from "../patches/patch-item.ts";
import type { Blueprint } from "./blueprint.ts";
import type { DesiredState } from "./desired-state.ts";

/** Objects take their metadata from `spec.template.metadata`, templates from their own. */
export type Shape = "object" | "template";

/** Which shape the object of a patch item has. */
export function shapeOf(holder: Holder): Shape {
  return holder === "controlPlaneMachine" || holder === "machineDeployment" ? "template" : "object";
}

/** Where a template holds the metadata of its object. */
export function metadataPathOf(shape: Shape): FieldPath {
  return shape === "template" ? ["metadata"] : ["spec", "template", "metadata"];
}

/**
 * The templates of a desired state as patches see them: those of the class with the computed labels and annotations, and with variables.
 * Source: Cluster API v1.14.0, core/reconcilers/topology/cluster/patches/engine.go, createRequest and addVariablesForPatch.
 */
export function patchItems(blueprint: Blueprint, desired: DesiredState): PatchItem[] | Failure {
  const cluster = clusterBuiltin(desired.cluster);
  const defined = new Set((blueprint.spec.variables ?? []).map(({ name }) => name).filter((name) => name !== "builtin"));
  const globals = values(desired.topology.variables, defined);
  const items: PatchItem[] = [];
  const add = (role: string, holder: Holder, template: JsonObject, variables: JsonObject, className?: string): Failure | undefined => {
    const prepared = withDesiredMetadata(template, desired.objects.get(role)!, shapeOf(holder));
    if (failed(prepared)) return new Failure(`${role}: ${prepared.reason}`);
    items.push({
      role,
      holder,
      template: prepared,
      variables,
      ...(className === undefined ? {} : { className }),
    });
    return undefined;
  };

  const { controlPlane } = desired.topology;
  const machineTemplate = desired.objects.get("controlPlaneMachineTemplate");
  const controlPlaneVariables = {
    ...globals,
    ...values(controlPlane?.variables?.overrides, defined),
    builtin: { cluster, controlPlane: controlPlaneBuiltin(desired.objects.get("controlPlane")!, controlPlane?.replicas, machineTemplate) },
  };
  const problem =
    add("infrastructureCluster", "infrastructureCluster", blueprint.infrastructureCluster, { ...globals, builtin: { cluster } }) ??
    add("controlPlane", "controlPlane", blueprint.controlPlane, controlPlaneVariables) ??
    (blueprint.controlPlaneMachine &&
      add("controlPlaneMachineTemplate", "controlPlaneMachine", blueprint.controlPlaneMachine, controlPlaneVariables));
  if (problem !== undefined) return problem;

  for (const kind of ["machineDeployment", "machinePool"] as const) {
    for (const topology of desired.topology.workers?.[`${kind}s`] ?? []) {
      const role = `${kind}/${topology.name}`;
      const variables = {
        ...globals,
        ...values(topology.variables?.overrides, defined),
        builtin: { cluster, [kind]: builtinOf(desired, role, topology) },
      };
      const ofClass = blueprint[`${kind}s`].get(topology.class)!;
      const failure =
        add(`${role}/bootstrap`, kind, ofClass.bootstrap, variables, topology.class) ??
        add(`${role}/infrastructure`, kind, ofClass.infrastructure, variables, topology.class);
      if (failure !== undefined) return failure;
    }
  }
  return items;
}

function builtinOf({ objects }: DesiredState, role: string, topology: WorkerTopology): JsonObject {
  return workerBuiltin(topology, objects.get(role)!, objects.get(`${role}/bootstrap`)!, objects.get(`${role}/infrastructure`)!);
}

/** Only variables that the class defines reach a patch. */
function values(variables: readonly ClusterVariable[] = [], defined: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(variables.filter(({ name }) => defined.has(name)).map(({ name, value }) => [name, value ?? null]));
}

function withDesiredMetadata(template: JsonObject, desired: JsonObject, shape: Shape): JsonObject | Failure {
  const base = metadataPathOf(shape);
  let result: JsonObject | undefined = template;
  for (const name of ["labels", "annotations"]) {
    const value = fieldAt(desired, ["metadata", name]);
    if (value !== undefined && result !== undefined) result = withField(result, [...base, name], value);
  }
  return result === undefined ? new Failure(`.${base.join(".")} is not a map`) : withoutServerMetadata(result);
}

/** Managed fields and annotations that repeat the object are not shown to patches. */
function withoutServerMetadata(template: JsonObject): JsonObject {
  const metadata = template["metadata"];
  if (!isObject(metadata)) return template;
  const { managedFields: _, annotations, ...rest } = metadata;
  if (!isObject(annotations)) return { ...template, metadata: rest };
  const kept = withoutBulkyAnnotations(annotations as Record<string, string>);
  return { ...template, metadata: Object.keys(kept).length > 0 ? { ...rest, annotations: kept } : rest };
}
