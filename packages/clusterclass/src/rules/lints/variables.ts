import type { ClassVariable, ClusterClassSpec, PatchDefinition } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { failed } from "../../api/fields.ts";
import { isObject, type Json } from "../../api/json.ts";
import { compileTemplate } from "../../patches/template.ts";
import { variableName } from "../patches/values.ts";
import { definitionsOf, patchesOf } from "../patches/walk.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { LintInput } from "./input.ts";
import { templatesOf } from "./templates.ts";

const values = clusterApi("core/reconcilers/topology/cluster/patches/inline/json_patch_generator.go", "calculateValue");

/** Variables that do not have the value, or the form, that a patch counts on. */
export const variableLints: readonly Rule<LintInput>[] = [
  { id: "CC-L05", title: "Builtin variables are read where they exist", source: values, check: misplacedBuiltins },
  { id: "CC-L06", title: "Variables that may be missing are guarded", source: values, check: unguarded },
  { id: "CC-L07", title: "Text from variables is quoted", source: values, check: unquoted },
  {
    id: "CC-L11",
    title: "Defaults inside an object take effect",
    source: clusterApi("internal/topology/variables/cluster_variable_defaulting.go", "defaultValue"),
    check: sleepingDefaults,
  },
];

const groups = ["controlPlane", "machineDeployment", "machinePool"] as const;

function misplacedBuiltins(input: LintInput): FieldError[] {
  const fromTemplates = templatesOf(input).flatMap(({ template, field, definitions }) =>
    template.paths.flatMap((path) =>
      path[0] === "builtin" && definitions.some((definition) => !offers(definition, path[1])) ? [misplaced(field, path[1])] : [],
    ),
  );
  const fromVariables = definitionsOf(input.spec).flatMap(({ definition, field }) =>
    definition.jsonPatches.flatMap(({ valueFrom }, i) => {
      const [, group] = valueFrom?.variable?.startsWith("builtin.") ? valueFrom.variable.split(".") : [];
      return offers(definition, group) ? [] : [misplaced(`${field}.jsonPatches[${i}].valueFrom.variable`, group)];
    }),
  );
  return [...fromTemplates, ...fromVariables];
}

function misplaced(field: string, group: string | undefined): FieldError {
  return { field, message: `builtin.${group} does not exist for every template that is selected here` };
}

// builtin.cluster is everywhere; the others only with what they are about.
function offers({ selector }: PatchDefinition, group: string | undefined): boolean {
  const { infrastructureCluster, controlPlane, machineDeploymentClass, machinePoolClass } = selector.matchResources;
  if (!groups.some((name) => name === group)) return true;
  if (infrastructureCluster) return false;
  const selected = {
    controlPlane: controlPlane === true,
    machineDeployment: Boolean(machineDeploymentClass?.names?.length),
    machinePool: Boolean(machinePoolClass?.names?.length),
  };
  return groups.every((name) => name === group || !selected[name]);
}

function unguarded({ spec }: LintInput): FieldError[] {
  const optional = new Set((spec.variables ?? []).filter(mayBeMissing).map(({ name }) => name));
  return patchesOf(spec).flatMap(({ patch, field }) => {
    const guards = guardedVariables(patch.enabledIf);
    return (patch.definitions ?? []).flatMap(({ jsonPatches }, i) =>
      jsonPatches.flatMap(({ valueFrom }, j) => {
        const name = variableName(valueFrom?.variable ?? "");
        if (!optional.has(name) || guards.has(name)) return [];
        const place = `${field}.definitions[${i}].jsonPatches[${j}].valueFrom.variable`;
        return [
          {
            field: place,
            message: `${name} has no default and may be missing: then the whole Cluster fails; give it a default or ask for it in enabledIf`,
          },
        ];
      }),
    );
  });
}

function mayBeMissing({ required, schema }: ClassVariable): boolean {
  return !required && schema.openAPIV3Schema["default"] === undefined;
}

function guardedVariables(enabledIf: string | undefined): ReadonlySet<string> {
  const template = enabledIf ? compileTemplate(enabledIf) : undefined;
  return new Set(template && !failed(template) ? template.paths.map(([name]) => name ?? "") : []);
}

// A template that is nothing but a text variable: YAML reads 1.30, yes and 0x1 as something else.
function unquoted(input: LintInput): FieldError[] {
  return templatesOf(input).flatMap(({ template, field }) => {
    const alone = /^\s*\{\{-?\s*\.([A-Za-z0-9_.]+)\s*-?\}\}\s*$/.exec(template.text);
    if (!alone || field.endsWith("enabledIf") || !isFreeText(input.spec, (alone[1] ?? "").split("."))) return [];
    return [{ field, message: `the text of .${alone[1]} is read as YAML; write {{ .${alone[1]} | quote }} or use valueFrom.variable` }];
  });
}

function isFreeText(spec: ClusterClassSpec, [name, ...below]: string[]): boolean {
  let schema: Json | undefined = spec.variables?.find((variable) => variable.name === name)?.schema.openAPIV3Schema;
  for (const part of below) {
    const properties: Json | undefined = isObject(schema) ? schema["properties"] : undefined;
    schema = isObject(properties) ? properties[part] : undefined;
  }
  return isObject(schema) && schema["type"] === "string" && schema["enum"] === undefined && schema["pattern"] === undefined;
}

function sleepingDefaults({ spec }: LintInput): FieldError[] {
  return (spec.variables ?? []).flatMap(({ name, required, schema: { openAPIV3Schema: schema } }) => {
    if (required || schema["type"] !== "object" || schema["default"] !== undefined || !hasNestedDefault(schema["properties"])) return [];
    const field = `spec.variables[${name}].schema.openAPIV3Schema`;
    return [{ field, message: "defaults of its fields apply only when a Cluster sets the variable; add default: {} to the object" }];
  });
}

function hasNestedDefault(properties: Json | undefined): boolean {
  if (!isObject(properties)) return false;
  return Object.values(properties).some(
    (property) => isObject(property) && (property["default"] !== undefined || hasNestedDefault(property["properties"])),
  );
}
