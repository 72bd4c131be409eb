import { type Diagnostic, deepFrozen, type KubernetesFacts, type Place, problem, unknownName, type Variable } from "@cstack/model";
import type { Addon, Feature, Stack } from "../load/repository.ts";
import { shared } from "../shared-data.ts";
import type { RoleOptions } from "./switches.ts";
import type { UnitVariable } from "./unit.ts";

/** Value of a switch that chooses nothing. */
const noOption = "none";

/** A file that defines variables: a feature, or an addon with variables that drive it alone. */
type Definer = Feature | Addon;

/** The options of a role's variable while they are collected. */
interface Composed {
  options: string[];
  ofAddons: RoleOptions;
  default: unknown;
}

/**
 * The variables of a unit in the order of its features and then of its addons. Variables with options are composed: the enum holds the options
 * of all shipped features and addons of the role, in their order, and none; where all options come from addons and none is shipped, there is no
 * variable. The stack's defaults are set last.
 */
export function composeVariables(
  definers: readonly Definer[],
  addonOptions: ReadonlyMap<string, RoleOptions>,
  stack: Stack,
  kubernetes: KubernetesFacts | undefined,
  diagnostics: Diagnostic[],
): UnitVariable[] {
  const composed = new Map<string, Composed>();
  const variables = new Map<string, UnitVariable>();
  for (const definer of definers) {
    for (const [index, variable] of (definer.data.variables ?? []).entries()) {
      const { role } = definer.data;
      const place = definer.document.place(["variables", index, "name"]);
      if ((variable.options === undefined) === (variable.schema === undefined) || (variable.options !== undefined && role === undefined)) {
        const message = `The variable "${variable.name}" needs either a schema, or options and a role of its feature.`;
        diagnostics.push(problem("CS1204", place, message));
        continue;
      }
      const existing = composed.get(variable.name);
      if (variable.options !== undefined && existing !== undefined) {
        existing.options.push(...variable.options.filter((option) => !existing.options.includes(option)));
        existing.default ??= variable.default;
        variables.get(variable.name)?.definedIn.push(definer);
        continue;
      }
      if (variables.has(variable.name)) {
        const other = variables.get(variable.name)?.definedIn[0]?.path ?? "another feature";
        diagnostics.push(problem("CS2005", place, `The variable "${variable.name}" is defined in ${other} too.`));
        continue;
      }
      const chosen = variable.options === undefined || role === undefined ? {} : { role };
      if (variable.options !== undefined && role !== undefined) {
        const ofAddons = addonOptions.get(role) ?? { options: [] };
        if (variable.options.length === 0 && ofAddons.options.length === 0) continue;
        composed.set(variable.name, { options: [...variable.options], ofAddons, default: variable.default });
      }
      variables.set(variable.name, {
        name: variable.name,
        required: variable.required === true,
        schema: schemaOf(variable, kubernetes, place, diagnostics),
        definedIn: [definer],
        ...chosen,
      });
    }
  }
  for (const [name, parts] of composed) {
    const variable = variables.get(name);
    if (variable !== undefined) variable.schema = composedSchema(variable, parts, diagnostics);
  }
  applyStackDefaults(variables, stack, diagnostics);
  applyStackRequirements(variables, stack, diagnostics);
  return [...variables.values()].map((variable) => ({ ...variable, schema: shared(variable.schema) }));
}

/** The schema of a variable with options. Without a default of its own it is the first addon's option, or none where
 * features have options or every addon is optional. */
function composedSchema(variable: UnitVariable, parts: Composed, diagnostics: Diagnostic[]): Record<string, unknown> {
  const options = [...new Set([...parts.options, ...parts.ofAddons.options])].filter((option) => option !== noOption);
  const first = parts.options.length === 0 ? parts.ofAddons.first : undefined;
  const fallback = parts.default ?? first ?? noOption;
  const shipped = [...options, noOption];
  if (!shipped.includes(String(fallback))) reportDefault(variable, String(fallback), shipped, diagnostics);
  return { ...variable.schema, enum: shipped, default: fallback };
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
  const known = schemas.get(variable) ?? deepFrozen(describedSchema(variable));
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

/** Variables that the stack demands lose their default, and with it the way to leave them empty. */
function applyStackRequirements(variables: Map<string, UnitVariable>, stack: Stack, diagnostics: Diagnostic[]): void {
  for (const [index, name] of (stack.data.required ?? []).entries()) {
    const variable = variables.get(name);
    if (variable === undefined) {
      const place = stack.document.place(["required", index]);
      diagnostics.push(problem("CS1202", place, unknownName("variable", name, variables.keys())));
      continue;
    }
    const { default: _, ...schema } = variable.schema;
    variable.required = true;
    variable.schema = schema["type"] === "string" ? { ...schema, minLength: Math.max(1, Number(schema["minLength"] ?? 1)) } : schema;
  }
}

function reportDefault({ name, definedIn: [definer] }: UnitVariable, value: string, options: string[], diagnostics: Diagnostic[]): void {
  if (definer === undefined) return;
  const index = (definer.data.variables ?? []).findIndex((variable) => variable.name === name);
  const message = `The default of "${name}" is not shipped: ${unknownName("option", value, options)}`;
  diagnostics.push(problem("CS2006", definer.document.place(["variables", index, "default"]), message));
}
