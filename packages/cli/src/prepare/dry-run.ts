import type { Diagnostic, PrepareFile } from "@cstack/model";
import { type PrepareContext, renderArguments } from "./context.ts";
import { isWanted } from "./run-step.ts";
import { setValue } from "./set-variable.ts";

/** A step as it would be done; what only the infrastructure knows stands in angle brackets. */
export interface PlannedStep {
  step: string;
  title: string;
  find: string[];
  create?: string[];
  wait?: string[];
  set: string[];
}

/** What the steps of a recipe would do, without asking the infrastructure: for every step the commands with all that is known beforehand. */
export function plannedSteps(recipe: PrepareFile, start: PrepareContext): { steps: PlannedStep[]; diagnostics: Diagnostic[] } {
  let context = start;
  const diagnostics: Diagnostic[] = [];
  const command = (args: PrepareFile["arguments"] = [], inputs: readonly string[] = []): string[] => {
    const missing = inputs.filter((name) => (context.inputs[name] ?? "") === "").map((name) => [name, `<${name}>`]);
    const known = { ...context, inputs: { ...context.inputs, ...Object.fromEntries(missing) } };
    const rendered = renderArguments([...(recipe.arguments ?? []), ...args], known);
    diagnostics.push(...rendered.diagnostics);
    return [recipe.program, ...(rendered.value ?? [])];
  };
  const steps: PlannedStep[] = [];
  for (const { id, title, find, create, wait, optional, set = {}, ...rest } of recipe.steps) {
    const wanted = isWanted({ id, title, find, set, ...rest }, context);
    diagnostics.push(...wanted.diagnostics);
    if (wanted.value !== true) continue;
    const made = create === undefined ? {} : { create: command(create.args, create.inputs) };
    steps.push({ step: id, title, find: command(find.args), ...made, ...(wait && { wait: command(wait.args) }), set: Object.keys(set) });
    // Nobody knows whether it is there; the longer way is shown.
    if (optional === true) continue;
    const values = Object.fromEntries(Object.keys(find.values).map((name) => [name, `<${name} of ${id}>`]));
    const variables = Object.entries(set).reduce((known, [path, name]) => setValue(known, path, values[name] ?? ""), context.variables);
    context = { ...context, variables, steps: { ...context.steps, [id]: values } };
  }
  return { steps, diagnostics };
}
