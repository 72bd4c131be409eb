import type { Diagnostic, PrepareFile } from "@cstack/model";
import { writeVariables } from "./cluster-file.ts";
import type { PrepareContext } from "./context.ts";
import { type Cloud, runStep } from "./run-step.ts";
import { missingVariables, setValue } from "./set-variable.ts";

/** What was done, or found, for one step, and the variables that the Cluster got. */
export interface DoneStep {
  step: string;
  title: string;
  state: string;
  values: Record<string, string>;
  set: Record<string, string>;
}

/**
 * Does one step of a recipe after the other. Whatever a step gives is in the Cluster's file before the next one begins, so that nothing is lost
 * where a later one fails: its findings end the run, and the next run finds what is there.
 */
export async function prepareCluster(
  recipe: PrepareFile,
  start: PrepareContext,
  file: string,
  cloud: Cloud,
): Promise<{ done: DoneStep[]; diagnostics: Diagnostic[] }> {
  const done: DoneStep[] = [];
  let context = start;
  for (const step of recipe.steps) {
    const { value: result, diagnostics } = await runStep(recipe, step, context, cloud);
    if (result === undefined) return { done, diagnostics };
    if (result.state === "skipped" || result.state === "absent") continue;
    const missing = missingVariables(step.set ?? {}, result.values, context.variables);
    if (missing.diagnostics.length > 0) return { done, diagnostics: missing.diagnostics };
    writeVariables(file, missing.changes);
    const variables = Object.entries(missing.changes).reduce((known, [path, value]) => setValue(known, path, value), context.variables);
    context = { ...context, variables, steps: { ...context.steps, [step.id]: result.values } };
    done.push({ step: step.id, title: step.title, state: result.state, values: result.values, set: missing.changes });
  }
  return { done, diagnostics: [] };
}
