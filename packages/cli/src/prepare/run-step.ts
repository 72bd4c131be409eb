import type { Json } from "@cstack/clusterclass";
import { type Diagnostic, type PrepareFile, type PrepareStep, type PrepareWait, problem, type Result } from "@cstack/model";
import { holds, type PrepareContext, renderArguments, renderText } from "./context.ts";
import { type Found, pickRow, valueAt } from "./find-step.ts";

/** The infrastructure as a step sees it. */
export interface Cloud {
  /** Calls the provider's program and reads the JSON that it prints. */
  ask(args: readonly string[]): Promise<Result<Json>>;
  /** Calls it for what it does. */
  change(args: readonly string[]): Promise<Diagnostic[]>;
  pause(seconds: number): Promise<void>;
}

export interface StepResult {
  /** `skipped`: not for this Cluster; `absent`: looked for, and not there. */
  state: "skipped" | "absent" | "found" | "made";
  values: Record<string, string>;
}

/** Whether a step is part of the unit and its condition holds. */
export function isWanted(step: PrepareStep, context: PrepareContext): Result<boolean> {
  const needed = [...(step.variables ?? []), ...Object.keys(step.set ?? {}).map((path) => path.split(".")[0] ?? "")];
  if (!needed.every((name) => context.classVariables.includes(name))) return { value: false, diagnostics: [] };
  return holds(step.when, context);
}

/** Does one step: looks for the thing, makes it where it is not there, waits until it is ready, and looks again. */
export async function runStep(recipe: PrepareFile, step: PrepareStep, context: PrepareContext, cloud: Cloud): Promise<Result<StepResult>> {
  const wanted = isWanted(step, context);
  if (wanted.value !== true) return wanted.value === false ? done("skipped", {}) : { diagnostics: wanted.diagnostics };
  const before = await lookUp(recipe, step, context, cloud);
  if (before.diagnostics.length > 0) return { diagnostics: before.diagnostics };
  if (before.value === undefined && step.optional === true) return done("absent", {});
  const findings = before.value === undefined ? await create(recipe, step, context, cloud) : [];
  if (findings.length === 0 && step.wait !== undefined) findings.push(...(await waitFor(recipe, step.wait, step.title, context, cloud)));
  if (findings.length > 0) return { diagnostics: findings };
  if (before.value !== undefined) return done("found", before.value);
  const after = await lookUp(recipe, step, context, cloud);
  if (after.value !== undefined) return done("made", after.value);
  if (after.diagnostics.length > 0) return { diagnostics: after.diagnostics };
  return { diagnostics: [problem("CS7103", {}, `${step.title}: it was made, and is not found.`)] };
}

function done(state: StepResult["state"], values: Record<string, string>): Result<StepResult> {
  return { value: { state, values }, diagnostics: [] };
}

async function lookUp(recipe: PrepareFile, { find, title }: PrepareStep, context: PrepareContext, cloud: Cloud): Promise<Result<Found>> {
  const { value, diagnostics } = await ask(recipe, find.args, context, cloud);
  return value === undefined ? { diagnostics } : pickRow(find, value, title, context);
}

async function create(recipe: PrepareFile, step: PrepareStep, context: PrepareContext, cloud: Cloud): Promise<Diagnostic[]> {
  if (step.create === undefined) return [problem("CS7103", {}, `${step.title}: there is none.`)];
  const { args, inputs = [], hint } = step.create;
  const missing = inputs.filter((name) => (context.inputs[name] ?? "") === "");
  if (missing.length > 0) return [missingInputs(step.title, missing, hint, context)];
  const { value, diagnostics } = renderArguments([...(recipe.arguments ?? []), ...args], context);
  return value === undefined ? diagnostics : cloud.change(value);
}

function missingInputs(title: string, missing: readonly string[], hint: string | undefined, context: PrepareContext): Diagnostic {
  const advice = hint === undefined ? undefined : renderText(hint, context).value;
  const options = missing.map((name) => `--input ${name}=...`).join(" ");
  return problem(
    "CS7103",
    {},
    `${title}: there is none, and making it needs ${missing.join(", ")}.`,
    [advice, `Give ${options}`].filter(Boolean).join(" "),
  );
}

async function ask(recipe: PrepareFile, args: PrepareStep["find"]["args"], context: PrepareContext, cloud: Cloud): Promise<Result<Json>> {
  const { value, diagnostics } = renderArguments([...(recipe.arguments ?? []), ...args], context);
  return value === undefined ? { diagnostics } : cloud.ask(value);
}

async function waitFor(
  recipe: PrepareFile,
  wait: PrepareWait,
  title: string,
  context: PrepareContext,
  cloud: Cloud,
): Promise<Diagnostic[]> {
  for (let waited = 0; ; waited += wait.every) {
    const { value, diagnostics } = await ask(recipe, wait.args, context, cloud);
    if (value === undefined) return diagnostics;
    const state = String(valueAt(value, wait.value));
    if (state === wait.until) return [];
    if (wait.fails?.includes(state) === true) return [problem("CS7108", {}, `${title}: it is "${state}".`)];
    if (waited >= wait.seconds) return [problem("CS7108", {}, `${title}: after ${wait.seconds} s it is "${state}".`)];
    await cloud.pause(wait.every);
  }
}
