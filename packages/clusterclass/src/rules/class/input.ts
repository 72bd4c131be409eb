import type { ClusterClassSpec, WorkerClass } from "../../api/cluster-class.ts";
import type { KubernetesObject } from "../../api/objects.ts";
import type { FeatureGates } from "../feature-gates.ts";

/** What the rules of a ClusterClass look at. */
export interface ClassRuleInput {
  spec: ClusterClassSpec;
  /** The class that is replaced; undefined when the class is created. */
  old: ClusterClassSpec | undefined;
  /** The Clusters that use the old class. */
  clusters: KubernetesObject[];
  gates: FeatureGates;
}

/** A worker class with the two ways field paths name it. */
export interface PlacedWorkerClass<Class extends WorkerClass> {
  workerClass: Class;
  /** `spec.workers.machineDeployments[0]` */
  byIndex: string;
  /** `spec.workers.machineDeployments[default-worker]` */
  byName: string;
}

/** The machine deployment classes with their field paths. */
export function machineDeploymentClasses(spec: ClusterClassSpec) {
  return placed(spec.workers?.machineDeployments ?? [], "spec.workers.machineDeployments");
}

/** The machine pool classes with their field paths. */
export function machinePoolClasses(spec: ClusterClassSpec) {
  return placed(spec.workers?.machinePools ?? [], "spec.workers.machinePools");
}

/** All worker classes with their field paths. */
export function workerClasses(spec: ClusterClassSpec): PlacedWorkerClass<WorkerClass>[] {
  return [...machineDeploymentClasses(spec), ...machinePoolClasses(spec)];
}

function placed<Class extends WorkerClass>(classes: Class[], path: string): PlacedWorkerClass<Class>[] {
  return classes.map((workerClass, i) => ({ workerClass, byIndex: `${path}[${i}]`, byName: `${path}[${workerClass.class}]` }));
}
