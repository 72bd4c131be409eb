import { type Diagnostic, type KubernetesFacts, type Place, problem, unknownName, type Variable } from "@cstack/model";
import type { Feature, Stack } from "../load/repository.ts";
import type { UnitVariable } from "./unit.ts";

/** Value of a switch that chooses nothing. */
const noOption = "none";

/**
 * The variables of a unit in the order of its features. Variables with options are composed: the enum holds the options of all
 * shipped features and addons of the role, in their order, and none. The stack's defaults are set last.
 */
export function composeVariables(
  features: Feature[],
  addonOptions: Map<string, string[]>,
  stack: Stack,
  kubernetes: KubernetesFacts | undefined,
  diagnostics: Diagnostic[],
): UnitVariable[] {
  const composed = new Map<string, { role: string; options: string[]; default: unknown; source: Variable; features: Feature[] }>();
  const variables = new Map<string, UnitVariable>();
  for (const feature of features) {
    for (const [index, variable] of (feature.data.variables ?? []).entries()) {
      const place = feature.document.place(["variables", index, "name"]);
      if (
        (variable.options === undefined) === (variable.schema === undefined) ||
        (variable.options !== undefined && feature.data.role === undefined)
      ) {
        diagnostics.push(
          problem("CS1204", place, `The variable "${variable.name}" needs either a schema, or options and a role of its feature.`),
        );
        continue;
      }
      const existing = composed.get(variable.name);
      if (variable.options !== undefined && existing !== undefined) {
        existing.options.push(...variable.options.filter((option) => !existing.options.includes(option)));
        existing.default ??= variable.default;
        existing.features.push(feature);
        continue;
      }
      if (variables.has(variable.name)) {
        const other = variables.get(variable.name)?.features[0]?.path ?? "another feature";
        diagnostics.push(problem("CS2005", place, `The variable "${variable.name}" is defined in ${other} too.`));
        continue;
      }
      if (variable.options !== undefined && feature.data.role !== undefined) {
        const options = [...variable.options, ...(addonOptions.get(feature.data.role) ?? [])];
        composed.set(variable.name, { role: feature.data.role, options, default: variable.default, source: variable, features: [feature] });
      }
      variables.set(variable.name, {
        name: variable.name,
        required: variable.required === true,
        schema: schemaOf(variable, kubernetes, place, diagnostics),
        features: [feature],
      });
    }
  }
  for (const [name, parts] of composed) {
    const variable = variables.get(name);
    if (variable === undefined) continue;
    const options = [...parts.options.filter((option) => option !== noOption), noOption];
    const fallback = parts.default ?? noOption;
    if (!options.includes(String(fallback))) reportDefault(name, String(fallback), options, parts.features, diagnostics);
    variable.schema = { ...variable.schema, enum: options, default: fallback };
    variable.features = parts.features;
  }
  applyStackDefaults(variables, stack, diagnostics);
  return [...variables.values()];
}

const schemas = new WeakMap<Variable, Record<string, unknown>>();

/**
 * Schema of the variable with description first, as readers see it, and the rule of an immutable one. The same object for the same variable:
 * units share their features, and what judges schemas remembers them. A map whose keys are a fact differs by minor.
 */
function schemaOf(
  variable: Variable,
  kubernetes: KubernetesFacts | undefined,
  place: Place,
  diagnostics: Diagnostic[],
): Record<string, unknown> {
  const known = schemas.get(variable) ?? describedSchema(variable);
  schemas.set(variable, known);
  if (variable.keysOf === undefined || kubernetes === undefined) return known;
  const keys = kubernetes[variable.keysOf];
  if (keys !== undefined) return withKeys(known, keys);
  const message = `The keys of "${variable.name}" are the fact ${variable.keysOf}, which Kubernetes ${kubernetes.minor} does not have.`;
  diagnostics.push(problem("CS2010", place, message));
  return known;
}

/** A map that has only these keys: the schema of all its values becomes that of each. */
function withKeys({ additionalProperties, ...schema }: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return { ...schema, properties: Object.fromEntries(keys.map((key) => [key, additionalProperties])) };
}

function describedSchema(variable: Variable): Record<string, unknown> {
  const schema: Record<string, unknown> = { description: variable.description.trim(), ...(variable.schema ?? { type: "string" }) };
  if (variable.immutable !== true) return schema;
  const rules = Array.isArray(schema["x-kubernetes-validations"]) ? schema["x-kubernetes-validations"] : [];
  const immutable = { rule: "self == oldSelf", message: `${variable.name} cannot be changed after the cluster was created` };
  return { ...schema, "x-kubernetes-validations": [...rules, immutable] };
}

function applyStackDefaults(variables: Map<string, UnitVariable>, stack: Stack, diagnostics: Diagnostic[]): void {
  for (const [name, value] of Object.entries(stack.data.defaults ?? {})) {
    const variable = variables.get(name);
    if (variable !== undefined) variable.schema = { ...variable.schema, default: value };
    const allowed = variable?.schema["enum"];
    if (Array.isArray(allowed) && !allowed.includes(value)) {
      const message = `The default of "${name}": ${unknownName("option", String(value), allowed.map(String))}`;
      diagnostics.push(problem("CS2006", stack.document.place(["defaults", name]), message));
    }
  }
}

function reportDefault(name: string, value: string, options: string[], features: Feature[], diagnostics: Diagnostic[]): void {
  const feature = features[0];
  if (feature === undefined) return;
  const index = (feature.data.variables ?? []).findIndex((variable) => variable.name === name);
  const message = `The default of "${name}" is not shipped: ${unknownName("option", value, options)}`;
  diagnostics.push(problem("CS2006", feature.document.place(["variables", index, "default"]), message));
}
