import { type RenderedUnit, renderUnit } from "@cstack/generator";
import { type Diagnostic, type PrepareFile, unknownName } from "@cstack/model";
import { Command } from "commander";
import { CommandFailure, exitCodes, findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { type OutputFormat, parseFormat, printData, textTable } from "../output.ts";
import { writeVariables } from "../prepare/cluster-file.ts";
import type { PrepareContext } from "../prepare/context.ts";
import { plannedSteps } from "../prepare/dry-run.ts";
import { cloudOf, commandText } from "../prepare/program.ts";
import { readContext } from "../prepare/read-cluster.ts";
import { runStep } from "../prepare/run-step.ts";
import { missingVariables, setValue } from "../prepare/set-variable.ts";
import { openWorkspace, resolveOrFail, selectUnits } from "../workspace.ts";

interface PrepareFlags {
  cluster: string;
  run?: boolean;
  input: string[];
  output: string;
  root?: string;
}

/** What was done, or found, for one step, and the variables that the Cluster got. */
interface DoneStep {
  step: string;
  title: string;
  state: string;
  values: Record<string, string>;
  set: Record<string, string>;
}

export function prepareCommand(): Command {
  return new Command("prepare")
    .summary("the manual steps of a provider before a Cluster: networks, addresses, images")
    .description(
      "Prints what the provider's recipe does for the Cluster in a file, with the provider's own program. With --run it does it (this uses the " +
        "network): each thing is looked up first and made only where it is not there, and its id is written into the file at once, so that a run " +
        "that was interrupted goes on where it ended. Variables that are set are never overwritten.",
    )
    .argument("<unit>", "unit id")
    .requiredOption("--cluster <file>", "file with the Cluster; its comments stay")
    .option("--run", "do it, instead of printing it")
    .option(
      "--input <name=value>",
      "a choice that no variable says; repeat it for more",
      (value: string, all: string[]) => [...all, value],
      [],
    )
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText(
      "after",
      "\nExamples:\n  cstack prepare openstack-scs-1-36 --cluster cluster.yaml\n  cstack prepare openstack-scs-1-36 --cluster cluster.yaml --run --input cloud=my-project",
    )
    .action(run);
}

async function run(name: string, flags: PrepareFlags): Promise<void> {
  const format = parseFormat(flags.output);
  const rendered = renderOne(name, flags.root);
  const recipe = [...rendered.unit.layers].reverse().find(({ prepare }) => prepare !== undefined)?.prepare?.data;
  if (recipe === undefined) throw usageFailure(`Nothing has to be prepared for ${rendered.unit.id}: its provider has no prepare.yaml.`);
  const { context, diagnostics } = readContext(flags.cluster, rendered, inputsOf(recipe, flags.input));
  if (context === undefined) throw failed(diagnostics);
  if (flags.run === true) await perform(recipe, context, flags.cluster, format);
  else show(recipe, context, format);
}

function renderOne(name: string, root: string | undefined): RenderedUnit {
  const workspace = openWorkspace(root);
  const [key, ...others] = selectUnits(workspace, [name]);
  if (key === undefined || others.length > 0) throw usageFailure(`"${name}" stands for several units; name one.`);
  const { rendered, diagnostics } = renderUnit(resolveOrFail(workspace, key), { version: "v1" });
  if (rendered === undefined) throw failed(diagnostics);
  return rendered;
}

/** Inputs of the command line over the defaults of the recipe. */
function inputsOf({ inputs = {} }: PrepareFile, given: readonly string[]): Record<string, string> {
  const values = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default ?? ""]));
  for (const assignment of given) {
    const [name = "", ...rest] = assignment.split("=");
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (input === undefined) throw usageFailure(unknownName("input", name, Object.keys(inputs)));
    if (rest.length === 0) throw usageFailure(`Write the input as ${name}=VALUE.`);
    const value = rest.join("=");
    if (input.pattern !== undefined && !new RegExp(`^(?:${input.pattern})$`).test(value)) {
      throw usageFailure(`The input ${name} is "${value}", which does not match ${input.pattern}.`);
    }
    values[name] = value;
  }
  return values;
}

function show(recipe: PrepareFile, context: PrepareContext, format: OutputFormat): void {
  const { steps, diagnostics } = plannedSteps(recipe, context);
  if (diagnostics.length > 0) throw failed(diagnostics);
  printData(format, { dryRun: true, steps }, () => {
    const texts = steps.map(({ title, find, create, wait, set }) =>
      [
        `# ${title}${set.length === 0 ? "" : ` -> ${set.join(", ")}`}`,
        `look up:  ${commandText(find)}`,
        ...(create === undefined ? [] : [`else:     ${commandText(create)}`]),
        ...(wait === undefined ? [] : [`wait for: ${commandText(wait)}`]),
        "",
      ].join("\n"),
    );
    return `${texts.join("\n")}${steps.length === 0 ? "There is nothing to prepare." : "\nNothing was done. Add --run to do it."}\n`;
  });
}

/** Does one step after the other. Whatever a step gives is in the file before the next one begins. */
async function perform(recipe: PrepareFile, start: PrepareContext, file: string, format: OutputFormat): Promise<void> {
  const cloud = cloudOf(recipe.program, (command) => process.stderr.write(`${command}\n`));
  const done: DoneStep[] = [];
  let context = start;
  for (const step of recipe.steps) {
    const { value: result, diagnostics } = await runStep(recipe, step, context, cloud);
    if (result === undefined) throw stopped(diagnostics, done);
    if (result.state === "skipped" || result.state === "absent") continue;
    const { changes, diagnostics: conflicts } = missingVariables(step.set ?? {}, result.values, context.variables);
    if (conflicts.length > 0) throw stopped(conflicts, done);
    writeVariables(file, changes);
    const variables = Object.entries(changes).reduce((known, [path, value]) => setValue(known, path, value), context.variables);
    context = { ...context, variables, steps: { ...context.steps, [step.id]: result.values } };
    done.push({ step: step.id, title: step.title, state: result.state, values: result.values, set: changes });
  }
  printData(format, { dryRun: false, steps: done }, () => doneText(done));
}

function doneText(done: readonly DoneStep[]): string {
  const rows = done.map(({ title, state, values, set }) => [
    title,
    state,
    Object.values(values).join(" "),
    Object.keys(set).join(", ") || "-",
  ]);
  return done.length === 0 ? "There is nothing to prepare.\n" : textTable(["STEP", "STATE", "VALUES", "SET"], rows);
}

function stopped(diagnostics: readonly Diagnostic[], done: readonly DoneStep[]): CommandFailure {
  process.stderr.write(doneText(done));
  return failed(diagnostics);
}

/** A missing program is no finding about the Cluster. */
function failed(diagnostics: readonly Diagnostic[]): CommandFailure {
  const count = reportDiagnostics(diagnostics);
  if (diagnostics.some(({ code }) => code === "CS7001")) return new CommandFailure(exitCodes.environment, "A program is missing.");
  return findingsFailure(count);
}
