import type { JsonPatch } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import type { ClassRuleInput } from "../class/input.ts";
import { templateProblem } from "../primitives/templates.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { builtinVariables } from "./builtins.ts";
import { jsonPatchesOf, writesValue } from "./walk.ts";

const source = clusterApi("core/webhooks/admission/patch_validation.go", "validateJSONPatchValues");

type ValueFrom = NonNullable<JsonPatch["valueFrom"]>;

/** Where the value of an add or a replace comes from. */
export const valueFromRules: readonly Rule<ClassRuleInput>[] = [
  {
    id: "CC-P14",
    title: "valueFrom has exactly one of template and variable, and the template parses",
    source,
    check: (input) => forEachValueFrom(input, checkSource),
  },
  { id: "CC-P15", title: "A builtin variable exists", source, check: (input) => forEachValueFrom(input, checkBuiltin) },
  { id: "CC-P16", title: "A variable is defined by the class", source, check: (input) => forEachValueFrom(input, checkVariable) },
];

function forEachValueFrom(
  input: ClassRuleInput,
  check: (valueFrom: ValueFrom, field: string, input: ClassRuleInput) => FieldError[],
): FieldError[] {
  return jsonPatchesOf(input.spec).flatMap(({ jsonPatch, field }) =>
    writesValue(jsonPatch) && jsonPatch.valueFrom ? check(jsonPatch.valueFrom, `${field}.valueFrom`, input) : [],
  );
}

function checkSource({ template, variable }: ValueFrom, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!template && !variable) errors.push({ field, message: "set template or variable" });
  if (template && variable) errors.push({ field, message: "both template and variable are set; drop one" });
  const problem = template ? templateProblem(template) : undefined;
  if (problem) errors.push({ field: `${field}.template`, message: problem });
  return errors;
}

function checkBuiltin({ variable }: ValueFrom, field: string): FieldError[] {
  if (!variable?.startsWith("builtin.") || builtinVariables.has(variable)) return [];
  return [{ field: `${field}.variable`, message: `there is no ${variable}; builtin variables are named without indexes and quoted keys` }];
}

function checkVariable({ variable }: ValueFrom, field: string, { spec }: ClassRuleInput): FieldError[] {
  if (!variable || variable.startsWith("builtin.")) return [];
  const name = variableName(variable);
  if ((spec.variables ?? []).some((defined) => defined.name === name)) return [];
  const known = (spec.variables ?? []).map((defined) => defined.name).join(", ");
  return [{ field: `${field}.variable`, message: `the class has no variable ${JSON.stringify(name)}; it has: ${known || "none"}` }];
}

/** The name at the start of a variable path: `subnet` of `subnet.dns[0]`. Leading separators are skipped, as upstream does. */
export function variableName(path: string): string {
  return path.split(/[[.]/).find((part) => part !== "") ?? "";
}
