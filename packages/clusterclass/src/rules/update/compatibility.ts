import type { ClusterClassSpec, WorkerClass } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { machineDeploymentClasses, machinePoolClasses, type PlacedWorkerClass } from "../class/input.ts";
import { sameGroupAndKind } from "../primitives/template-references.ts";
import { clusterApi, type Rule } from "../rule.ts";

/** The class a Cluster has and the class it gets: an update of the class in place, or a rebase. */
export interface ClassChange {
  before: ClusterClassSpec;
  after: ClusterClassSpec;
}

const file = "internal/topology/check/compatibility.go";
const source = clusterApi(file, "ClusterClassesAreCompatible");

/** What may not change between two classes; bootstrap templates may change even their kind. */
export const compatibilityRules: readonly Rule<ClassChange>[] = [
  {
    id: "CC-U01",
    title: "The infrastructure cluster keeps its group and kind",
    source,
    check: ({ before, after }) =>
      sameGroupAndKind(before.infrastructure.templateRef, after.infrastructure.templateRef, "spec.infrastructure.templateRef"),
  },
  {
    id: "CC-U02",
    title: "The control plane keeps its group and kind",
    source,
    check: ({ before, after }) =>
      sameGroupAndKind(before.controlPlane.templateRef, after.controlPlane.templateRef, "spec.controlPlane.templateRef"),
  },
  {
    id: "CC-U03",
    title: "The control plane machines keep their group and kind, and neither come nor go",
    source,
    check: ({ before, after }) =>
      sameGroupAndKind(
        before.controlPlane.machineInfrastructure?.templateRef,
        after.controlPlane.machineInfrastructure?.templateRef,
        "spec.controlPlane.machineInfrastructure.templateRef",
      ),
  },
  {
    id: "CC-U04",
    title: "The machines of a machine deployment class keep their group and kind",
    source: clusterApi(file, "MachineDeploymentClassesAreCompatible"),
    check: ({ before, after }) => sameMachines(before.workers?.machineDeployments ?? [], machineDeploymentClasses(after)),
  },
  {
    id: "CC-U05",
    title: "The machines of a machine pool class keep their group and kind",
    source: clusterApi(file, "MachinePoolClassesAreCompatible"),
    check: ({ before, after }) => sameMachines(before.workers?.machinePools ?? [], machinePoolClasses(after)),
  },
];

function sameMachines(before: readonly WorkerClass[], after: PlacedWorkerClass<WorkerClass>[]): FieldError[] {
  return after.flatMap(({ workerClass, byIndex }) =>
    before
      .filter((old) => old.class === workerClass.class)
      .flatMap((old) =>
        sameGroupAndKind(old.infrastructure.templateRef, workerClass.infrastructure.templateRef, `${byIndex}.infrastructure.templateRef`),
      ),
  );
}
