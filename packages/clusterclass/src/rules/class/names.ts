import type { WorkerClass } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { type ClassRuleInput, machineDeploymentClasses, machinePoolClasses, type PlacedWorkerClass } from "./input.ts";

const file = "internal/topology/check/compatibility.go";

/** Names of worker classes are unique among machine deployments and among machine pools. */
export const classNameRules: readonly Rule<ClassRuleInput>[] = [
  {
    id: "CC-05",
    title: "Names of machine deployment classes are unique",
    source: clusterApi(file, "MachineDeploymentClassesAreUnique"),
    check: ({ spec }) => repeatedNames(machineDeploymentClasses(spec)),
  },
  {
    id: "CC-06",
    title: "Names of machine pool classes are unique",
    source: clusterApi(file, "MachinePoolClassesAreUnique"),
    check: ({ spec }) => repeatedNames(machinePoolClasses(spec)),
  },
];

function repeatedNames(classes: PlacedWorkerClass<WorkerClass>[]): FieldError[] {
  const first = new Set<string>();
  return classes.flatMap(({ workerClass, byIndex }) => {
    if (!first.has(workerClass.class)) {
      first.add(workerClass.class);
      return [];
    }
    return [{ field: `${byIndex}.class`, message: `class ${JSON.stringify(workerClass.class)} exists twice; rename one` }];
  });
}
