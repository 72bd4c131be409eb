import {
  type ClusterClassSpec,
  clusterClassSpec,
  type MachineDeploymentClass,
  type TemplateReference,
  type WorkerClass,
} from "../api/cluster-class.ts";
import { fieldAt, withoutField } from "../api/fields.ts";
import type { JsonObject } from "../api/json.ts";
import { asJson, type EvaluationInput, templateKey } from "../api/objects.ts";

/** A class of workers with its two templates. */
export interface WorkerBlueprint<Class extends WorkerClass = WorkerClass> {
  class: Class;
  bootstrap: JsonObject;
  infrastructure: JsonObject;
}

/** A class with all templates that it refers to. */
export interface Blueprint {
  spec: ClusterClassSpec;
  infrastructureCluster: JsonObject;
  controlPlane: JsonObject;
  /** Only if the control plane has machines of its own. */
  controlPlaneMachine?: JsonObject;
  machineDeployments: Map<string, WorkerBlueprint<MachineDeploymentClass>>;
  machinePools: Map<string, WorkerBlueprint>;
}

/**
 * A class with its templates, found by apiVersion, kind and name, literally. The class and its references must have been checked.
 * Source: Cluster API v1.14.0, core/reconcilers/topology/cluster/blueprint.go, getBlueprint.
 */
export function resolveBlueprint(input: Pick<EvaluationInput, "clusterClass" | "templates">): Blueprint {
  const spec = clusterClassSpec(input.clusterClass);
  const find = ({ templateRef }: { templateRef: TemplateReference }): JsonObject =>
    withoutNullMetadata(asJson(input.templates.get(templateKey(templateRef))!));
  const worker = <Class extends WorkerClass>(workerClass: Class): [string, WorkerBlueprint<Class>] => [
    workerClass.class,
    { class: workerClass, infrastructure: find(workerClass.infrastructure), bootstrap: find(workerClass.bootstrap) },
  ];
  const machines = spec.controlPlane.machineInfrastructure;
  return {
    spec,
    infrastructureCluster: find(spec.infrastructure),
    controlPlane: find(spec.controlPlane),
    ...(machines === undefined ? {} : { controlPlaneMachine: find(machines) }),
    machineDeployments: new Map((spec.workers?.machineDeployments ?? []).map((workerClass) => worker(workerClass))),
    machinePools: new Map((spec.workers?.machinePools ?? []).map((workerClass) => worker(workerClass))),
  };
}

/** `metadata:` without anything is null in YAML; an API server drops it, because the field is a map. */
function withoutNullMetadata(template: JsonObject): JsonObject {
  const path = ["spec", "template", "metadata"];
  return fieldAt(template, path) === null ? withoutField(template, path) : template;
}
