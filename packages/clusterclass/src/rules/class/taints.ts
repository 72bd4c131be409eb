import type { MachineTaint } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { reservedTaintKeys, taintKeyForm, taintsNeedGate } from "../primitives/taints.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { type ClassRuleInput, workerClasses } from "./input.ts";

const source = clusterApi("internal/util/taints/validation.go", "ValidateMachineTaints");

/** The taints of the control plane and of worker classes. */
export const taintRules: readonly Rule<ClassRuleInput>[] = [
  {
    id: "CC-17",
    title: "Taints need the feature gate MachineTaintPropagation",
    source,
    check: (input) => forEachList(input, (taints, field) => taintsNeedGate(taints, field, input.gates)),
  },
  { id: "CC-18", title: "Reserved taint keys are refused", source, check: (input) => forEachList(input, reservedTaintKeys) },
  { id: "CC-19", title: "A taint key has the form of a label key", source, check: (input) => forEachList(input, taintKeyForm) },
];

function forEachList({ spec }: ClassRuleInput, check: (taints: MachineTaint[] | undefined, field: string) => FieldError[]): FieldError[] {
  return [
    ...check(spec.controlPlane.taints, "spec.controlPlane.taints"),
    ...workerClasses(spec).flatMap(({ workerClass, byName }) => check(workerClass.taints, `${byName}.taints`)),
  ];
}
