import type { TemplateReference } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { type ClassRuleInput, workerClasses } from "./input.ts";

const source = clusterApi("internal/topology/check/compatibility.go", "ClusterClassTemplateIsValid");
const suffix = "Template";

/** Every template reference has a name, a kind that ends with Template, and an apiVersion. */
export const referenceRules: readonly Rule<ClassRuleInput>[] = [
  { id: "CC-02", title: "A template reference names its template", source, check: (input) => forEachReference(input, checkName) },
  {
    id: "CC-03",
    title: "A template reference is of a kind that ends with Template",
    source,
    check: (input) => forEachReference(input, checkKind),
  },
  { id: "CC-04", title: "A template reference has a valid apiVersion", source, check: (input) => forEachReference(input, checkApiVersion) },
];

type ReferenceCheck = (reference: TemplateReference, field: string) => FieldError[];

// Upstream kept the field names of v1beta1 (`ref`, `template`) in these paths.
function forEachReference({ spec }: ClassRuleInput, check: ReferenceCheck): FieldError[] {
  const { infrastructure, controlPlane } = spec;
  const errors = [
    ...check(infrastructure.templateRef, "spec.infrastructure.ref"),
    ...check(controlPlane.templateRef, "spec.controlPlane.ref"),
  ];
  if (controlPlane.machineInfrastructure) {
    errors.push(...check(controlPlane.machineInfrastructure.templateRef, "spec.controlPlane.machineInfrastructure.ref"));
  }
  for (const { workerClass, byIndex } of workerClasses(spec)) {
    errors.push(...check(workerClass.bootstrap.templateRef, `${byIndex}.template.bootstrap.ref`));
    errors.push(...check(workerClass.infrastructure.templateRef, `${byIndex}.template.infrastructure.ref`));
  }
  return errors;
}

function checkName(reference: TemplateReference, field: string): FieldError[] {
  return reference.name === "" ? [{ field: `${field}.name`, message: "name the template" }] : [];
}

function checkKind(reference: TemplateReference, field: string): FieldError[] {
  const { kind } = reference;
  if (kind.endsWith(suffix) && kind.length > suffix.length) return [];
  return [{ field: `${field}.kind`, message: `kind ${JSON.stringify(kind)} does not have the form <name>Template` }];
}

function checkApiVersion(reference: TemplateReference, field: string): FieldError[] {
  const { apiVersion } = reference;
  const slashes = apiVersion.split("/").length - 1;
  if (apiVersion !== "" && apiVersion !== "/" && slashes <= 1) return [];
  return [{ field: `${field}.apiVersion`, message: `apiVersion ${JSON.stringify(apiVersion)} does not have the form <group>/<version>` }];
}
