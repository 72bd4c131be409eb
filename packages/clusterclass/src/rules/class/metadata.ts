import type { TemplateMetadata } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { annotationsAreValid, labelsAreValid } from "../primitives/metadata.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { type ClassRuleInput, workerClasses } from "./input.ts";

const source = clusterApi("core/webhooks/admission/clusterclass.go", "validateClusterClassMetadata");

/** The labels and annotations that a class gives to control plane and workers. */
export const metadataRules: readonly Rule<ClassRuleInput>[] = [
  { id: "CC-20", title: "Labels are valid", source, check: (input) => forEachMetadata(input, labelsAreValid) },
  { id: "CC-21", title: "Annotations are valid", source, check: (input) => forEachMetadata(input, annotationsAreValid) },
];

// Upstream kept `template` of v1beta1 in the path.
function forEachMetadata(
  { spec }: ClassRuleInput,
  check: (metadata: TemplateMetadata | undefined, field: string) => FieldError[],
): FieldError[] {
  return [
    ...check(spec.controlPlane.metadata, "spec.controlPlane.metadata"),
    ...workerClasses(spec).flatMap(({ workerClass, byName }) => check(workerClass.metadata, `${byName}.template.metadata`)),
  ];
}
