import { compileTemplate, failed, type Json, type JsonObject } from "@cstack/clusterclass";
import { type Diagnostic, problem, type Result } from "@cstack/model";

/** What the texts of a recipe see. */
export interface PrepareContext {
  cluster: { name: string; namespace: string; version: string };
  /** Names of all variables of the class, also of those without a value. */
  classVariables: string[];
  /** Variables of the Cluster with the defaults of the class. Steps that set one change it here, too. */
  variables: JsonObject;
  inputs: Record<string, string>;
  /** Values of earlier steps. */
  steps: Record<string, Record<string, string>>;
  kubernetes: JsonObject;
  facts: JsonObject;
}

/** An argument template whose result may begin with a hyphen: the hyphen is its own, not that of a value. */
const ownHyphen = /^(-|\{\{-?\s*(if|with)\b[^}]*\}\}-)/;

/** Renders one text of a recipe as Cluster API renders patches; a missing value is an error and not `<no value>`. */
export function renderText(text: string, context: PrepareContext, item?: Json): Result<string> {
  const template = compileTemplate(text);
  if (failed(template)) return wrong(text, template.reason);
  const rendered = template.render({ ...context, ...(item === undefined ? {} : { item }) } as JsonObject);
  if (failed(rendered)) return wrong(text, rendered.reason);
  if (rendered.includes("<no value>")) return wrong(text, "it places a value that is not there");
  return { value: rendered.trim(), diagnostics: [] };
}

/** Whether a step's condition holds; none always does. */
export function holds(condition: string | undefined, context: PrepareContext): Result<boolean> {
  if (condition === undefined) return { value: true, diagnostics: [] };
  const { value, diagnostics } = renderText(condition, context);
  if (value === undefined) return { diagnostics };
  return value === "true" || value === "false"
    ? { value: value === "true", diagnostics }
    : wrong(condition, `it yields "${value}", not true or false`);
}

/** Arguments for a program, one text each; no shell ever reads them. Empty ones are left out. */
export function renderArguments(
  args: readonly (string | { each: string; args: readonly string[] })[],
  context: PrepareContext,
): Result<string[]> {
  const texts = args.flatMap((argument): [string, Json | undefined][] => {
    if (typeof argument === "string") return [[argument, undefined]];
    const items = context.variables[argument.each];
    return (Array.isArray(items) ? items : []).flatMap((item) => argument.args.map((text): [string, Json] => [text, item]));
  });
  const results = texts.map(([text, item]) => renderArgument(text, context, item));
  const diagnostics = results.flatMap((result) => result.diagnostics);
  if (diagnostics.length > 0) return { diagnostics };
  return { value: results.flatMap(({ value }) => (value === undefined || value === "" ? [] : [value])), diagnostics };
}

function renderArgument(text: string, context: PrepareContext, item: Json | undefined): Result<string> {
  const { value, diagnostics } = renderText(text, context, item);
  if (value?.startsWith("-") && !ownHyphen.test(text))
    return wrong(text, `it yields "${value}", which the program would read as an option`);
  return value === undefined ? { diagnostics } : { value, diagnostics };
}

function wrong(text: string, reason: string): { diagnostics: Diagnostic[] } {
  return { diagnostics: [problem("CS7106", {}, `The text ${JSON.stringify(text)} of the recipe: ${reason}.`)] };
}
